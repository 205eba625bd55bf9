select c.* from inventory.api_channel_corrections c where c.id = any ($1::uuid[])
