import Basics
import Foundation
import Web

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Sends one file to a server over HTTP, TLS or a Unix socket. The file goes from the disk to the wire, never whole through memory.
struct DeliverySending {
    let order: SendOrder

    init(_ order: SendOrder) { self.order = order }

    func run() async throws -> SendAnswer {
        if order.server.hasPrefix("unix:") { return try SocketRequest(socket: String(order.server.dropFirst(5)), order: order, path: path).run() }
        guard let address = URL(string: order.server + path), ["http", "https"].contains(address.scheme) else { throw Self.unreachable("no address") }
        guard FileManager.default.isReadableFile(atPath: order.file) else { throw Self.unreadable(order.file) }
        var request = URLRequest(url: address)
        request.httpMethod = "POST"
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        do {
            let (data, response) = try await URLSession.shared.upload(for: request, fromFile: URL(fileURLWithPath: order.file))
            return SendAnswer(status: (response as? HTTPURLResponse)?.statusCode ?? 0, body: String(decoding: data, as: UTF8.self))
        } catch { throw Self.unreachable(error.localizedDescription) }
    }

    private var path: String {
        var query = "source=\(Percent.encoded(order.source))&period=\(Percent.encoded(order.period))"
        if let region = order.region { query += "&place=\(Percent.encoded(region))" }
        return "/api/v1/deliveries?" + query
    }

    private var headers: [(String, String)] { Self.headers(order) }

    static func headers(_ order: SendOrder) -> [(String, String)] {
        let name = (order.file as NSString).lastPathComponent
        return [
            ("Authorization", "Bearer \(order.token)"), ("Content-Type", "application/octet-stream"),
            ("Content-Disposition", "attachment; filename*=UTF-8''\(Percent.encoded(name))"), ("Accept", "application/json"),
        ]
    }

    static func unreachable(_ why: String) -> Problem {
        Problem(
            "server-unreachable", what: .init(zh: "没有送到服务器", en: "the file did not reach the server"), why: .init(zh: why, en: why),
            remedy: .init(zh: "检查 --server 和网络，再送一次；送两次也只算一份", en: "check --server and the network and send it again; twice is once"))
    }

    static func unreadable(_ path: String) -> Problem {
        Problem(
            "file-unreadable", what: .init(zh: "文件打不开", en: "the file cannot be opened"),
            why: .init(zh: "不存在或没有权限", en: "it does not exist or may not be read"), remedy: .init(zh: "检查路径", en: "check its path"), at: path)
    }
}

/// One POST over a Unix socket (HTTP/1.1, the connection closed after it).
struct SocketRequest {
    let socket: String
    let order: SendOrder
    let path: String

    func run() throws -> SendAnswer {
        let file = open(order.file, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw DeliverySending.unreadable(order.file) }
        defer { close(file) }
        let connection = try connected()
        defer { close(connection) }
        let size = lseek(file, 0, SEEK_END)
        var head = "POST \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: \(size)\r\n"
        for (name, value) in DeliverySending.headers(order) { head += "\(name): \(value)\r\n" }
        try write(Array((head + "\r\n").utf8), to: connection)
        var offset: off_t = 0
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let got = pread(file, &piece, piece.count, offset)
            guard got > 0 else { break }
            // A server that refused early has said why; its answer is read all the same.
            do { try write(Array(piece[..<got]), to: connection) } catch { break }
            offset += off_t(got)
        }
        return try answer(from: connection)
    }

    private func connected() throws -> Int32 {
        let made = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(socket.utf8)
        guard made >= 0, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw DeliverySending.unreachable("the socket's path is too long")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(made, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard result == 0 else {
            let why = String(cString: strerror(errno))
            close(made)
            throw DeliverySending.unreachable(why)
        }
        return made
    }

    private func write(_ bytes: [UInt8], to connection: Int32) throws {
        var done = 0
        while done < bytes.count {
            let put = bytes.withUnsafeBytes { send(connection, $0.baseAddress.map { $0 + done }, bytes.count - done, Int32(MSG_NOSIGNAL)) }
            if put < 0, errno == EINTR { continue }
            guard put > 0 else { throw DeliverySending.unreachable(String(cString: strerror(errno))) }
            done += put
        }
    }

    private func answer(from connection: Int32) throws -> SendAnswer {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count < 4 << 20 {
            let got = recv(connection, &piece, piece.count, 0)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { break }
            bytes += piece[..<got]
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let words = parts.first?.split(separator: " ") ?? []
        guard words.count > 1, let status = Int(words[1]) else { throw DeliverySending.unreachable("no answer") }
        return SendAnswer(status: status, body: parts.count > 1 ? String(parts[1]) : "")
    }
}
