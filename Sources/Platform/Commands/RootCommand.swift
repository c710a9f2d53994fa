import ArgumentParser

/// `youshu`: what the program is, and its commands.
struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "youshu",
        abstract: "Compares the register of poor and at-risk households with what the departments know. 有数：帮扶对象与部门数据比对。",
        discussion: """
            Reads a folder of files as departments send them (text in UTF-8, GB18030 or UTF-16, workbooks), evaluates policy packs over \
            everybody, and writes clues with their evidence. A clue is something to check at the door, not a verdict.

            EXAMPLES
              youshu synth --people 100000 --out out/province      make up a province to try things on
              youshu compare --data out/province --out out/report  compare it; then open out/report/report.html
              youshu explain 7d3c0f5a9be81246 --out out/report     why one clue fired, down to file and line
              youshu inspect vehicles.xlsx                         what a file is and what is wrong with it

            EXIT CODES
              0  done, and nothing wrong
              1  done, and something found wrong: an invalid number, a mistake in a pack, an expression without a value
              2  not done: a wrong call, or something that cannot be read or written
              3  stopped: a source does not hold what its own assertions promise (too few rows, too many rejected)

            The folders PolicyPacks and DataSources are looked for from the working directory upwards and then from the program upwards; \
            YOUSHU_HOME names the folder that holds both.
            """,
        version: "youshu \(Program.version)",
        subcommands: [
            ServeCommand.self, ImportCommand.self, AccountsCommand.self, RegionsCommand.self, MapCommand.self, AuditCommand.self, BackupCommand.self,
            RestoreCommand.self, MigrateCommand.self, DemoCommand.self, CompareCommand.self, ExplainCommand.self, InspectCommand.self,
            PolicyCommand.self, IdentityCommand.self, SynthCommand.self,
        ])
}
