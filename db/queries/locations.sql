select l.* from inventory.api_locations l order by l.code
