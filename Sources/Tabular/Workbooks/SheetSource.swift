struct SheetRows {
    func next(of stretch: Stretch, into block: RecordBlock) -> Bool { false }
}
enum SheetSource {
    static func open(file: InputFile, options: TableOptions) throws(TableProblem) -> any RecordSource {
        throw TableProblem(path: file.path, what: "no table", why: "workbooks are not read yet", advice: "Save it as CSV")
    }
}
