import Effects
import Host
import Testing

extension OneAfterAnother {
    @Suite struct ProcessIdentityTests {
        @Test func knowsThisProcess() throws {
            let own = try #require(ProcessIdentity.current)
            #expect(own.isAlive)
            #expect(!own.bootID.isEmpty)
            #expect(own == ProcessIdentity(of: own.pid))
        }

        @Test func anotherStartTimeIsAnotherProcess() throws {
            let own = try #require(ProcessIdentity.current)
            let other = ProcessIdentity(
                pid: own.pid,
                startTime: own.startTime + 1,
                bootID: own.bootID,
                sessionID: own.sessionID
            )
            #expect(!other.isAlive)
            #expect(!other.send(0))
            let earlier = ProcessIdentity(pid: own.pid, startTime: own.startTime, bootID: "x", sessionID: own.sessionID)
            #expect(!earlier.isAlive)
            #expect(!earlier.send(0))
            #expect(own.send(0))
        }

        @Test func countsAProcessThatNobodyWaitedForAsDead() throws {
            let scratch = try ScratchFolder()
            let process = try Programs.startDetached(ProcessCall("sleep", ["30"]), log: scratch("log"))
            #expect(process.send(9))
            while process.isAlive {}
            #expect(Programs.reap(process))
            #expect(ProcessIdentity(of: process.pid) != process)
        }

        @Test func findsProcessesByTheirEnvironment() throws {
            let scratch = try ScratchFolder()
            var call = ProcessCall("sleep", ["30"])
            call.environment = ["PATH": "/usr/bin:/bin", "GT_INCARNATION": "hosttests1"]
            let process = try Programs.startDetached(call, log: scratch("log"))
            defer { process.send(9); while !Programs.reap(process) {} }
            while process.environmentValue("GT_INCARNATION") == nil {}
            #expect(ProcessIdentity.all(where: "GT_INCARNATION", is: "hosttests1") == [process])
            #expect(process.environmentValue("GT_INCARNATION") == "hosttests1")
            #expect(ProcessIdentity.all(where: "GT_INCARNATION", is: "hosttests").isEmpty)
        }
    }
}
