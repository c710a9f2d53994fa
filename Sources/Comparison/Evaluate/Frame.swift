import Basics
import Datasets

/// The state of evaluating one program over one partition (or one bucket of gathered rows): how many rows each level has, and the
/// vectors computed so far. One per thread and program, used again for every partition.
final class Frame {
    let program: Program
    let bindings: Bindings
    let arena = Arena()
    var partition = 0
    var counts: [Int]
    var vectors: [Vector]
    /// For derived levels: the maps their making left behind, by the node that made them.
    var made: [NodeID: Made] = [:]
    /// For a program over gathered rows: what they carry.
    var gathered: GatheredRows?
    /// Constants' vectors outlive partitions.
    private let constants = Arena()
    private let heldTexts: HeldTexts
    let needed: [NodeID]

    struct Made {
        var owner: Vector
        var first: Vector
    }

    init(program: Program, bindings: Bindings, needed: [NodeID]) {
        self.program = program
        self.bindings = bindings
        self.needed = needed
        counts = Array(repeating: 0, count: program.levels.count)
        vectors = Array(repeating: Vector(), count: program.nodes.count)
        heldTexts = HeldTexts()
        counts[Level.constant] = 1
        for id in needed where program[id].level == Level.constant { computeConstant(id) }
    }

    /// Nodes that the wanted ones rest on, in order.
    static func closure(of wanted: [NodeID], in program: Program) -> [NodeID] {
        var needed = Set<NodeID>()
        var open = wanted
        while let id = open.popLast() {
            guard needed.insert(id).inserted else { continue }
            open += program[id].step.operands
            if let maker = program.maker(ofLevel: program[id].level) { open.append(maker) }
        }
        return needed.sorted()
    }

    /// Computes all needed nodes for a partition of the register.
    func evaluate(partition: Int) {
        self.partition = partition
        arena.reset()
        made.removeAll(keepingCapacity: true)
        let partitions = bindings.tables.register.partitions
        counts[Level.village] = Int(partitions.villages[partition + 1] - partitions.villages[partition])
        counts[Level.household] = Int(partitions.households[partition + 1] - partitions.households[partition])
        counts[Level.person] = Int(partitions.persons[partition + 1] - partitions.persons[partition])
        for (id, level) in program.levels.enumerated() {
            guard case .rows(let dataset) = level.kind else { continue }
            let starts = bindings.tables.datasets[dataset]?.partitionStarts
            counts[id] = starts.map { $0[partition + 1] - $0[partition] } ?? 0
        }
        computeAll()
    }

    /// Computes all needed nodes for a bucket of gathered rows.
    func evaluate(_ rows: GatheredRows, rowsLevel: LevelID, groupsLevel: LevelID) {
        arena.reset()
        made.removeAll(keepingCapacity: true)
        gathered = rows
        counts[rowsLevel] = rows.count
        counts[groupsLevel] = rows.groupCount
        computeAll()
    }

    private func computeAll() {
        for id in needed where program[id].level != Level.constant { vectors[id] = compute(id) }
    }

    /// First row in its table of a level's rows in this partition.
    func start(of table: TableName) -> Int {
        let partitions = bindings.tables.register.partitions
        switch table {
        case .persons: return Int(partitions.persons[partition])
        case .households: return Int(partitions.households[partition])
        case .villages: return Int(partitions.villages[partition])
        case .dataset(let name): return bindings.tables.datasets[name]?.partitionStarts[partition] ?? 0
        }
    }

    func table(ofLevel level: LevelID) -> TableName? {
        switch program.levels[level].kind {
        case .person: .persons
        case .household: .households
        case .village: .villages
        case .rows(let dataset): .dataset(dataset)
        default: nil
        }
    }

    private func computeConstant(_ id: NodeID) {
        var vector = Vector(count: 1)
        switch program[id].step {
        case .constant(let value): vector.numbers = constantNumber(value)
        case .asOf: vector.numbers = constantNumber(Int64(bindings.asOf.daysSinceEpoch))
        case .constantTruth(let value):
            vector.truths = constants.take(1, of: UInt8.self)
            vector.truths?[0] = value ? 1 : 0
        case .constantText(let text): vector.texts = constantText(text)
        case .parameter(let key):
            vector.numbers = constantNumber(bindings.numbers[key] ?? 0)
            if bindings.numbers[key] == nil { vector.valid = invalidOne() }
        case .parameterText(let key):
            vector.texts = constantText(bindings.texts[key] ?? "")
            if bindings.texts[key] == nil { vector.valid = invalidOne() }
        default: vector = kept(compute(id))
        }
        vectors[id] = vector
    }

    private func constantNumber(_ value: Int64) -> UnsafeMutablePointer<Int64> {
        let memory = constants.take(1, of: Int64.self)
        memory[0] = value
        return memory
    }

    private func constantText(_ text: String) -> UnsafeMutablePointer<TextRef> {
        let memory = constants.take(1, of: TextRef.self)
        memory[0] = heldTexts.hold(text)
        return memory
    }

    private func invalidOne() -> UnsafeMutablePointer<UInt8> {
        let memory = constants.take(1, of: UInt8.self)
        memory[0] = 0
        return memory
    }

    /// A computed constant copied to memory that the next partition does not take back.
    private func kept(_ vector: Vector) -> Vector {
        var copy = Vector(count: 1)
        if let numbers = vector.numbers { copy.numbers = constantNumber(numbers[0]) }
        if let truths = vector.truths {
            copy.truths = constants.take(1, of: UInt8.self)
            copy.truths?[0] = truths[0]
        }
        if let texts = vector.texts {
            copy.texts = constants.take(1, of: TextRef.self)
            copy.texts?[0] = texts[0]
        }
        if let valid = vector.valid, valid[0] == 0 { copy.valid = invalidOne() }
        return copy
    }

    /// A text that was made here and must outlive the partition.
    func hold(_ text: String) -> TextRef { heldTexts.hold(text) }
}

/// Texts made while evaluating, kept as long as the frame.
final class HeldTexts {
    private var memory: [UnsafeMutablePointer<UInt8>] = []

    func hold(_ text: String) -> TextRef {
        let bytes = Array(text.utf8)
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 16)
        copy.initialize(repeating: 0, count: bytes.count + 16)
        for (i, byte) in bytes.enumerated() { copy[i] = byte }
        memory.append(copy)
        return TextRef(bytes: UnsafePointer(copy), count: bytes.count)
    }

    deinit { memory.forEach { $0.deallocate() } }
}
