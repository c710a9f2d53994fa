import Storage

extension Migration {
    /// Households, people, how they live: each a table of versions with two times. What was true when stands in `valid_…`, what was known
    /// when in `known_…`; a row is never deleted and nothing in it but `known_until_ms` ever changes.
    static let registerVersions = Migration(
        id: "20261122-07-register-versions", room: "Register",
        """
        -- The thread that a household's versions hang on. Every change counts it up, so that its leaf is the household's version.
        CREATE TABLE households (
            id BIGINT NOT NULL PRIMARY KEY,
            number BIGINT NOT NULL UNIQUE CHECK (number > 0),
            origin TEXT NOT NULL CHECK (origin IN ('import', 'form', 'split')),
            made_ms BIGINT NOT NULL,
            changes BIGINT NOT NULL CHECK (changes >= 0),
            audit_leaf BIGINT NOT NULL,
            audit_index BIGINT NOT NULL
        ){strict};

        CREATE TABLE household_versions (
            id BIGINT NOT NULL PRIMARY KEY,
            household BIGINT NOT NULL REFERENCES households (id),
            valid_from TEXT NOT NULL,
            valid_until TEXT CHECK (valid_until > valid_from),
            known_from_ms BIGINT NOT NULL,
            known_until_ms BIGINT CHECK (known_until_ms >= known_from_ms),
            region BIGINT NOT NULL REFERENCES regions (id),
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
            military_family BIGINT CHECK (military_family IN (0, 1)),
            only_child_family BIGINT CHECK (only_child_family IN (0, 1)),
            two_daughters_family BIGINT CHECK (two_daughters_family IN (0, 1)),
            relocated BIGINT CHECK (relocated IN (0, 1)),
            relocation_way TEXT,
            resettlement_area BIGINT CHECK (resettlement_area IN (0, 1)),
            bank TEXT,
            bank_account {bytes},
            helper_name TEXT,
            helper_unit TEXT,
            monitored_category TEXT,
            was_registered BIGINT CHECK (was_registered IN (0, 1)),
            no_labour_household BIGINT CHECK (no_labour_household IN (0, 1)),
            risks TEXT,
            disaster_risk TEXT,
            identified_on TEXT,
            consent_letter TEXT,
            housing_problem BIGINT CHECK (housing_problem IN (0, 1)),
            school_problem BIGINT CHECK (school_problem IN (0, 1)),
            water_problem BIGINT CHECK (water_problem IN (0, 1)),
            insurance_problem BIGINT CHECK (insurance_problem IN (0, 1)),
            risk_removed BIGINT CHECK (risk_removed IN (0, 1)),
            risk_removal_way TEXT,
            risk_removed_on TEXT,
            ended_by TEXT,
            audit_leaf BIGINT NOT NULL,
            audit_index BIGINT NOT NULL
        ){strict};
        CREATE INDEX household_versions_household ON household_versions (household, known_from_ms);
        -- How things stand: what the lists, counts and exports read.
        CREATE INDEX household_versions_now ON household_versions (region, household) WHERE valid_until IS NULL AND known_until_ms IS NULL;
        CREATE INDEX household_versions_monitored ON household_versions (monitored_category, region, household)
            WHERE valid_until IS NULL AND known_until_ms IS NULL AND monitored_category IS NOT NULL;

        CREATE TABLE members (
            id BIGINT NOT NULL PRIMARY KEY,
            person BIGINT NOT NULL,
            valid_from TEXT NOT NULL,
            valid_until TEXT CHECK (valid_until > valid_from),
            known_from_ms BIGINT NOT NULL,
            known_until_ms BIGINT CHECK (known_until_ms >= known_from_ms),
            household BIGINT NOT NULL REFERENCES households (id),
            person_number BIGINT CHECK (person_number >= 1),
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
            disability_year BIGINT CHECK (disability_year BETWEEN 1900 AND 2100),
            diagnosis {bytes},
            labour_skill TEXT,
            work_area TEXT,
            work_place TEXT,
            employer TEXT,
            work_months BIGINT CHECK (work_months BETWEEN 0 AND 12),
            work_channel TEXT,
            work_abroad BIGINT CHECK (work_abroad IN (0, 1)),
            public_post TEXT,
            public_post_months BIGINT CHECK (public_post_months BETWEEN 0 AND 12),
            politics TEXT,
            mandarin BIGINT CHECK (mandarin IN (0, 1)),
            soldier BIGINT CHECK (soldier IN (0, 1)),
            resident_medical BIGINT CHECK (resident_medical IN (0, 1)),
            employee_medical BIGINT CHECK (employee_medical IN (0, 1)),
            major_illness_insurance BIGINT CHECK (major_illness_insurance IN (0, 1)),
            commercial_medical BIGINT CHECK (commercial_medical IN (0, 1)),
            medical_aid BIGINT CHECK (medical_aid IN (0, 1)),
            resident_pension BIGINT CHECK (resident_pension IN (0, 1)),
            employee_pension BIGINT CHECK (employee_pension IN (0, 1)),
            minimum_living BIGINT CHECK (minimum_living IN (0, 1)),
            destitute BIGINT CHECK (destitute IN (0, 1)),
            relocated BIGINT CHECK (relocated IN (0, 1)),
            joined_by TEXT NOT NULL,
            left_by TEXT,
            audit_leaf BIGINT NOT NULL,
            audit_index BIGINT NOT NULL
        ){strict};
        CREATE INDEX members_household ON members (household);
        CREATE INDEX members_person ON members (person);

        CREATE TABLE living_conditions (
            id BIGINT NOT NULL PRIMARY KEY,
            household BIGINT NOT NULL REFERENCES households (id),
            valid_from TEXT NOT NULL,
            valid_until TEXT CHECK (valid_until > valid_from),
            known_from_ms BIGINT NOT NULL,
            known_until_ms BIGINT CHECK (known_until_ms >= known_from_ms),
            arable_land BIGINT CHECK (arable_land >= 0),
            irrigated_land BIGINT CHECK (irrigated_land >= 0),
            forest_land BIGINT CHECK (forest_land >= 0),
            returned_forest BIGINT CHECK (returned_forest >= 0),
            orchard BIGINT CHECK (orchard >= 0),
            pasture BIGINT CHECK (pasture >= 0),
            water_surface BIGINT CHECK (water_surface >= 0),
            floor_area BIGINT CHECK (floor_area >= 0),
            structure TEXT,
            storeys BIGINT CHECK (storeys BETWEEN 0 AND 40),
            decorated BIGINT CHECK (decorated IN (0, 1)),
            built_year BIGINT CHECK (built_year BETWEEN 1900 AND 2100),
            housing_grade TEXT,
            toilet BIGINT CHECK (toilet IN (0, 1)),
            water_safe BIGINT CHECK (water_safe IN (0, 1)),
            water_difficult BIGINT CHECK (water_difficult IN (0, 1)),
            water_source TEXT,
            living_power BIGINT CHECK (living_power IN (0, 1)),
            production_power BIGINT CHECK (production_power IN (0, 1)),
            television BIGINT CHECK (television IN (0, 1)),
            fuel TEXT,
            road TEXT,
            road_distance BIGINT CHECK (road_distance >= 0),
            cooperative BIGINT CHECK (cooperative IN (0, 1)),
            leading_enterprise BIGINT CHECK (leading_enterprise IN (0, 1)),
            wealth_leader BIGINT CHECK (wealth_leader IN (0, 1)),
            audit_leaf BIGINT NOT NULL,
            audit_index BIGINT NOT NULL
        ){strict};
        CREATE INDEX living_conditions_household ON living_conditions (household);
        """)
}
