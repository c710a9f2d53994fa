/// All scenarios, by family.
enum Scenarios {
    static let all: [Scenario] =
        IdentityScenarios.all + SchoolScenarios.all + LabourScenarios.all + IncomeScenarios.all + LivingScenarios.all + MonitoringScenarios.all
        + HealthScenarios.all + BenefitScenarios.all + BarScenarios.all + ExitScenarios.all + CreditScenarios.all + CountyScenarios.all
}
