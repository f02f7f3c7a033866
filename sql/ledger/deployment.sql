-- One row: the ledger's version and the namespace of this deployment's event ids.
select version, namespace::text from sent_source_data.deployment
