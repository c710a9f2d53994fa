import ArgumentParser
import Foundation
import Logging

/// `youshu demo`.
struct DemoCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Fills a new installation with a made-up province, and makes accounts to look at it. 装入演示数据。",
        discussion: """
            Loads what `youshu synth` wrote through the doors that offices use: the regions, the register's files, the departments' deliveries with \
            their mistakes. One account is made for every role and level, all with one password that is made for this run and printed. Refused \
            where anything has been done already: nothing made up shall ever stand beside what is real.

            EXAMPLE
              youshu synth --people 100000 --out out/province
              youshu demo --province out/province --data out/data
              youshu serve --data out/data
            """)

    @Option(help: ArgumentHelp("Folder that `youshu synth` wrote.", valueName: "dir"))
    var province: String
    @OptionGroup var installation: InstallationOptions
    @Flag(help: "Answer as JSON.")
    var json = false

    mutating func run(on console: Console) async throws -> ExitStatus {
        var log = Logger(label: "youshu")
        log.logLevel = .error
        let clock = DemonstrationClock()
        let opened = try await Installation.open(installation.places(), migrating: true, log: log, clock: { clock.now })
        let told: Demonstration.Told
        do {
            guard try await opened.isUntouched else {
                throw CommandFailure(
                    code: "not-empty", message: "this installation has been used already", advice: "choose another folder with --data")
            }
            let quiet = json
            told = try await Demonstration(installation: opened, rooms: opened.rooms, province: province, clock: clock) { step in
                if !quiet { console.complain("\(step)\n") }
            }.fill()
        } catch {
            try? await opened.close()
            throw error
        }
        try await opened.close()
        console.write(json ? JSONText.of(told) : text(told))
        return .fine
    }

    private func text(_ told: Demonstration.Told) -> String {
        var table = TextTable(["login 登录名", "role 角色", "region 辖区", "department 部门"].map { .init(title: $0) })
        for account in told.accounts where account.department == nil || account.department == "civil-affairs" {
            table.rows.append([account.login, account.role, "\(account.place) \(account.region)", account.department ?? ""])
        }
        return """
            \(Int(told.households).grouped) households, \(Int(told.people).grouped) people, \(Int(told.deliveries).grouped) deliveries, \(Int(told.clues).grouped) clues
            \(table.text)
            password of all, made for this run 本次演示的统一密码: \(told.accounts.first?.password ?? "")

            """
    }
}
