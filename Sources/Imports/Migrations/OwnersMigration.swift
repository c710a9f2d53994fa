import Storage

extension Migration {
    package static let deliveryOwners = Migration(
        id: "20261122-52-delivery-owners", room: "Imports",
        """
        -- The sealed index of whom the rows of a delivery speak of. Made from the parsed delivery and made again from it, so outside the log.
        CREATE TABLE delivery_owners (
            delivery_id {integer} NOT NULL PRIMARY KEY REFERENCES deliveries (id),
            blob {text} NOT NULL CHECK (length(blob) = 64)
        ){strict};
        """)
}
