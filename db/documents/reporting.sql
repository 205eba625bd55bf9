-- Reporting logins: who made and who dropped one is in the audit log of its tenant.

select inventory.audit('inventory.reporting_logins', 'reporting_login', 'insert or delete', p_key => 'login');
