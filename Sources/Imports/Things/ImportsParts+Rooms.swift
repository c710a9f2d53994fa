import Actions
import Basics
import Regions
import Register
import Storage

extension ImportsParts {
    /// The parts with what the lower rooms know: people of the register, names of regions.
    package func joined() -> ImportsParts {
        var parts = self
        parts.people = { keys, reading in
            try PeopleByNumber.find(keys, in: reading).mapValues { RegisteredPerson(person: $0.person, name: $0.name, region: $0.region) }
        }
        parts.regionName = { region, reading in
            try RegionNames.path(to: region, on: reading.today, in: reading).last?.name ?? region.prefix
        }
        parts.townships = { region, reading in
            try reading.count(
                """
                SELECT COUNT(*) FROM regions r
                WHERE r.level = 'township' AND r.valid_until IS NULL AND \(within: Scope(region: region), "r.id")
                """)
        }
        return parts
    }
}
