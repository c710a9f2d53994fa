import Storage

extension Migration {
    /// Households, people, how they live: each a table of versions with two times. What was true when stands in `valid_…`, what was known
    /// when in `known_…`; a row is never deleted and nothing in it but `known_until_ms` ever changes.
    static let registerVersions = Migration(
        id: "20261122-07-register-versions", room: "Register",
        """
        -- The thread that a household's versions hang on. Every change counts it up, so that its leaf is the household's version.
        CREATE TABLE households (
            id {integer} NOT NULL PRIMARY KEY,
            number {integer} NOT NULL UNIQUE CHECK (number > 0),
            origin TEXT NOT NULL CHECK (origin IN ('import', 'form', 'split')),
            made_ms {integer} NOT NULL,
            changes {integer} NOT NULL CHECK (changes >= 0),
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL
        ){strict};

        CREATE TABLE household_versions (
            id {integer} NOT NULL PRIMARY KEY,
            household {integer} NOT NULL REFERENCES households (id),
            valid_from TEXT NOT NULL,
            valid_until TEXT CHECK (valid_until > valid_from),
            known_from_ms {integer} NOT NULL,
            known_until_ms {integer} CHECK (known_until_ms >= known_from_ms),
            region {integer} NOT NULL REFERENCES regions (id),
            natural_village TEXT,
            address TEXT,
            phone {bytes},
            standard TEXT,
            attribute TEXT,
            status TEXT NOT NULL,
            entered_on TEXT,
            exited_on TEXT,
            relapsed_on TEXT,
            removed_on TEXT,
            main_cause TEXT,
            other_causes TEXT,
            not_exited_reason TEXT,
            story TEXT,
            military_family {integer} CHECK (military_family IN (0, 1)),
            only_child_family {integer} CHECK (only_child_family IN (0, 1)),
            two_daughters_family {integer} CHECK (two_daughters_family IN (0, 1)),
            relocated {integer} CHECK (relocated IN (0, 1)),
            relocation_way TEXT,
            resettlement_area {integer} CHECK (resettlement_area IN (0, 1)),
            bank TEXT,
            bank_account {bytes},
            helper_name TEXT,
            helper_unit TEXT,
            monitored_category TEXT,
            was_registered {integer} CHECK (was_registered IN (0, 1)),
            no_labour_household {integer} CHECK (no_labour_household IN (0, 1)),
            risks TEXT,
            disaster_risk TEXT,
            identified_on TEXT,
            consent_letter TEXT,
            housing_problem {integer} CHECK (housing_problem IN (0, 1)),
            school_problem {integer} CHECK (school_problem IN (0, 1)),
            water_problem {integer} CHECK (water_problem IN (0, 1)),
            insurance_problem {integer} CHECK (insurance_problem IN (0, 1)),
            risk_removed {integer} CHECK (risk_removed IN (0, 1)),
            risk_removal_way TEXT,
            risk_removed_on TEXT,
            ended_by TEXT,
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL
        ){strict};
        CREATE INDEX household_versions_household ON household_versions (household, known_from_ms);
        -- How things stand: what the lists, counts and exports read.
        CREATE INDEX household_versions_now ON household_versions (region, household) WHERE valid_until IS NULL AND known_until_ms IS NULL;
        CREATE INDEX household_versions_monitored ON household_versions (monitored_category, region, household)
            WHERE valid_until IS NULL AND known_until_ms IS NULL AND monitored_category IS NOT NULL;

        CREATE TABLE members (
            id {integer} NOT NULL PRIMARY KEY,
            person {integer} NOT NULL,
            valid_from TEXT NOT NULL,
            valid_until TEXT CHECK (valid_until > valid_from),
            known_from_ms {integer} NOT NULL,
            known_until_ms {integer} CHECK (known_until_ms >= known_from_ms),
            household {integer} NOT NULL REFERENCES households (id),
            person_number {integer} CHECK (person_number >= 1),
            name TEXT NOT NULL,
            id_number {bytes},
            document_type TEXT,
            sex TEXT,
            birth_date TEXT,
            ethnicity TEXT,
            relation TEXT NOT NULL,
            phone {bytes},
            education TEXT,
            in_school TEXT,
            dropout_reason TEXT,
            health TEXT,
            disability_kind TEXT,
            disability_year {integer} CHECK (disability_year BETWEEN 1900 AND 2100),
            diagnosis {bytes},
            labour_skill TEXT,
            work_area TEXT,
            work_place TEXT,
            employer TEXT,
            work_months {integer} CHECK (work_months BETWEEN 0 AND 12),
            work_channel TEXT,
            work_abroad {integer} CHECK (work_abroad IN (0, 1)),
            public_post TEXT,
            public_post_months {integer} CHECK (public_post_months BETWEEN 0 AND 12),
            politics TEXT,
            mandarin {integer} CHECK (mandarin IN (0, 1)),
            soldier {integer} CHECK (soldier IN (0, 1)),
            resident_medical {integer} CHECK (resident_medical IN (0, 1)),
            employee_medical {integer} CHECK (employee_medical IN (0, 1)),
            major_illness_insurance {integer} CHECK (major_illness_insurance IN (0, 1)),
            commercial_medical {integer} CHECK (commercial_medical IN (0, 1)),
            medical_aid {integer} CHECK (medical_aid IN (0, 1)),
            resident_pension {integer} CHECK (resident_pension IN (0, 1)),
            employee_pension {integer} CHECK (employee_pension IN (0, 1)),
            minimum_living {integer} CHECK (minimum_living IN (0, 1)),
            destitute {integer} CHECK (destitute IN (0, 1)),
            relocated {integer} CHECK (relocated IN (0, 1)),
            joined_by TEXT NOT NULL,
            left_by TEXT,
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL
        ){strict};
        CREATE INDEX members_household ON members (household);
        CREATE INDEX members_person ON members (person);

        CREATE TABLE living_conditions (
            id {integer} NOT NULL PRIMARY KEY,
            household {integer} NOT NULL REFERENCES households (id),
            valid_from TEXT NOT NULL,
            valid_until TEXT CHECK (valid_until > valid_from),
            known_from_ms {integer} NOT NULL,
            known_until_ms {integer} CHECK (known_until_ms >= known_from_ms),
            arable_land {integer} CHECK (arable_land >= 0),
            irrigated_land {integer} CHECK (irrigated_land >= 0),
            forest_land {integer} CHECK (forest_land >= 0),
            returned_forest {integer} CHECK (returned_forest >= 0),
            orchard {integer} CHECK (orchard >= 0),
            pasture {integer} CHECK (pasture >= 0),
            water_surface {integer} CHECK (water_surface >= 0),
            floor_area {integer} CHECK (floor_area >= 0),
            structure TEXT,
            storeys {integer} CHECK (storeys BETWEEN 0 AND 40),
            decorated {integer} CHECK (decorated IN (0, 1)),
            built_year {integer} CHECK (built_year BETWEEN 1900 AND 2100),
            housing_grade TEXT,
            toilet {integer} CHECK (toilet IN (0, 1)),
            water_safe {integer} CHECK (water_safe IN (0, 1)),
            water_difficult {integer} CHECK (water_difficult IN (0, 1)),
            water_source TEXT,
            living_power {integer} CHECK (living_power IN (0, 1)),
            production_power {integer} CHECK (production_power IN (0, 1)),
            television {integer} CHECK (television IN (0, 1)),
            fuel TEXT,
            road TEXT,
            road_distance {integer} CHECK (road_distance >= 0),
            cooperative {integer} CHECK (cooperative IN (0, 1)),
            leading_enterprise {integer} CHECK (leading_enterprise IN (0, 1)),
            wealth_leader {integer} CHECK (wealth_leader IN (0, 1)),
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL
        ){strict};
        CREATE INDEX living_conditions_household ON living_conditions (household);
        """)
}
