/// Turns a pattern's tree into the steps of an automaton.
struct PatternProgram {
    enum Step: Sendable {
        case set(ScalarSet)
        case assertion(PatternNode.Assertion)
        /// Continue at either place.
        case split(Int, Int)
        case jump(Int)
        case match
    }

    private var steps: [Step] = []

    static func compile(_ tree: PatternNode) throws(EvaluationError) -> [Step] {
        var program = PatternProgram()
        try program.add(tree)
        try program.append(.match)
        return program.steps
    }

    private mutating func append(_ step: Step) throws(EvaluationError) {
        guard steps.count < Pattern.stepLimit else { throw PatternReader.bad("the pattern is too large") }
        steps.append(step)
    }

    private mutating func add(_ node: PatternNode) throws(EvaluationError) {
        switch node {
        case .empty: return
        case .set(let set): try append(.set(set))
        case .assertion(let assertion): try append(.assertion(assertion))
        case .sequence(let parts): for part in parts { try add(part) }
        case .choice(let branches): try add(branches)
        case .repeated(let body, let least, let most): try add(body, least, most)
        }
    }

    private mutating func add(_ branches: [PatternNode]) throws(EvaluationError) {
        var exits: [Int] = []
        for branch in branches.dropLast() {
            let split = steps.count
            try append(.split(split + 1, 0))
            try add(branch)
            exits.append(steps.count)
            try append(.jump(0))
            steps[split] = .split(split + 1, steps.count)
        }
        if let last = branches.last { try add(last) }
        for exit in exits { steps[exit] = .jump(steps.count) }
    }

    private mutating func add(_ body: PatternNode, _ least: Int, _ most: Int?) throws(EvaluationError) {
        for _ in 0..<least { try addOnce(body) }
        guard let most else {
            let split = steps.count
            try append(.split(split + 1, 0))
            try add(body)
            try append(.jump(split))
            steps[split] = .split(split + 1, steps.count)
            return
        }
        var splits: [Int] = []
        for _ in least..<most {
            splits.append(steps.count)
            try append(.split(steps.count + 1, 0))
            try addOnce(body)
        }
        for split in splits { steps[split] = .split(split + 1, steps.count) }
    }

    /// A body that adds no step would let a count run for nothing, so that each round is bounded by the step limit.
    private mutating func addOnce(_ body: PatternNode) throws(EvaluationError) {
        let before = steps.count
        try add(body)
        if steps.count == before { try append(.jump(before + 1)) }
    }
}

/// Follows all paths of an automaton through a text at once.
struct PatternRun {
    let program: [PatternProgram.Step]

    func matches(_ text: [Unicode.Scalar]) -> Bool {
        var marks = [Int](repeating: -1, count: program.count)
        var current: [Int] = []
        var following: [Int] = []
        for position in 0...text.count {
            // A search may begin anywhere, so the start joins the living paths at every position.
            if follow(from: current + [0], at: position, in: text, into: &following, &marks) { return true }
            current.removeAll(keepingCapacity: true)
            guard position < text.count else { return false }
            for place in following {
                if case .set(let set) = program[place], set.contains(text[position]) { current.append(place + 1) }
            }
            following.removeAll(keepingCapacity: true)
        }
        return false
    }

    /// Adds every step that consumes a character and can be reached from `places` without one. True when the match is reached.
    private func follow(from places: [Int], at position: Int, in text: [Unicode.Scalar], into reached: inout [Int], _ marks: inout [Int]) -> Bool {
        var open = places
        while let place = open.popLast() {
            guard marks[place] != position else { continue }
            marks[place] = position
            switch program[place] {
            case .match: return true
            case .set: reached.append(place)
            case .jump(let target): open.append(target)
            case .split(let first, let second): open += [second, first]
            case .assertion(let assertion): if holds(assertion, at: position, in: text) { open.append(place + 1) }
            }
        }
        return false
    }

    private func holds(_ assertion: PatternNode.Assertion, at position: Int, in text: [Unicode.Scalar]) -> Bool {
        func isWord(_ index: Int) -> Bool { text.indices.contains(index) && text[index].isIdentifierPart }
        switch assertion {
        case .textStart: return position == 0
        case .textEnd: return position == text.count
        case .lineStart: return position == 0 || text[position - 1] == "\n"
        case .lineEnd: return position == text.count || text[position] == "\n"
        case .wordBoundary: return isWord(position - 1) != isWord(position)
        case .noWordBoundary: return isWord(position - 1) == isWord(position)
        }
    }
}
