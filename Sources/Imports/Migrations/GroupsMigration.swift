import Storage

extension Migration {
    package static let deliveryGroups = Migration(
        id: "20261123-52-delivery-groups", room: "Imports",
        """
        -- The sealed index of which rows of a delivery have equal cells in some columns. Made from the parsed delivery and made again from it, so outside
        -- the log.
        CREATE TABLE delivery_groups (
            delivery_id {integer} NOT NULL REFERENCES deliveries (id),
            columns {text} NOT NULL CHECK (columns <> ''),
            blob {text} NOT NULL CHECK (length(blob) = 64),
            PRIMARY KEY (delivery_id, columns)
        ){strict};
        """)
}
