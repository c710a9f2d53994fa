import Storage

extension Migration {
    static let identityQuestions = Migration(
        id: "20261123-09-identity-questions", room: "Register",
        """
        -- Rows of a register file whose ID number the register has under another name or in another household. Such a row is never taken in by
        -- itself: somebody decides whose number it is.
        CREATE TABLE identity_questions (
            id {integer} NOT NULL PRIMARY KEY,
            person {integer} NOT NULL,
            batch {text} NOT NULL,
            line {integer} NOT NULL CHECK (line > 0),
            kind {text} NOT NULL CHECK (kind IN ('other-name', 'other-household')),
            file_name {text} NOT NULL,
            file_household {integer} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('open', 'kept', 'taken', 'other-person')),
            reason {text},
            made_ms {moment} NOT NULL,
            decided_ms {moment},
            decided_by {integer},
            audit_leaf {integer} NOT NULL,
            audit_index {integer} NOT NULL,
            UNIQUE (batch, line),
            CHECK ((state = 'open') = (decided_ms IS NULL)),
            CHECK ((state = 'open') = (decided_by IS NULL))
        ){strict};
        CREATE INDEX identity_questions_person ON identity_questions (person);
        CREATE INDEX identity_questions_open ON identity_questions (id) WHERE state = 'open';
        """)
}
