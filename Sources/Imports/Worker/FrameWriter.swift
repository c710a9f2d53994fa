import Foundation

/// Writes frames to the worker's pipe. A pipe whose other end is gone ends the work: nobody is listening.
final class FrameWriter {
    /// The server does not read any more.
    struct Unheard: Error {}

    private let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    func write(_ frame: Frame) throws {
        let bytes = try frame.encoded()
        var done = 0
        while done < bytes.count {
            let put = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done) }
            if put < 0 {
                if errno == EINTR { continue }
                throw Unheard()
            }
            done += put
        }
    }
}
