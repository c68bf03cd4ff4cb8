using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FluentAssertions;
using Tracker.PluginRunner.Sandbox;
using Xunit;

namespace Tracker.Plugins.Tests.Running;

/// <summary>Memory that no limit counts and that nobody would see: a plugin gets none.</summary>
public sealed class UncountedMemoryTests
{
    private const uint X64 = 0xc000_003e;
    private const uint Arm64 = 0xc000_00b7;
    private const uint X86 = 0x4000_0003;

    [SkippableTheory]
    [InlineData("a file without a name", "os.memfd_create('x')")]
    [InlineData("memory to be shared", "mmap.mmap(-1, 1 << 30)")]
    [InlineData("memory to be shared, validated", "mmap.mmap(-1, 1 << 30, flags=0x23)")]
    [InlineData("zeroes to be shared", "mmap.mmap(os.open('/dev/zero', os.O_RDWR), 1 << 30)")]
    [InlineData("a segment of System V", "of(libc.shmget(0, 1 << 20, 0o1600))")]
    [InlineData("a queue of System V", "of(libc.msgget(0, 0o1600))")]
    [InlineData("semaphores of System V", "of(libc.semget(0, 32000, 0o1600))")]
    public async Task None_is_to_be_had(string what, string taking) => (await Tried(taking)).Should().Be("refused", what);

    [SkippableTheory]
    [InlineData("its own", "mmap.mmap(-1, 1 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)[0]")]
    [InlineData("what it shares in its scratch", "f = open('/dev/shm/x', 'w+b'); f.truncate(1 << 20); mmap.mmap(f.fileno(), 1 << 20)[0]")]
    [InlineData("what its own processes share", "import multiprocessing; multiprocessing.Value('i', 7); multiprocessing.Lock()")]
    public async Task What_is_counted_is(string what, string taking) => (await Tried(taking)).Should().Be("taken", what);

    [Theory]
    [InlineData(X64, 9u, 0x02u, true)] // private
    [InlineData(X64, 9u, 0x22u, true)] // private, of no file
    [InlineData(X64, 9u, 0x01u, true)] // shared, of a file
    [InlineData(X64, 9u, 0x21u, false)]
    [InlineData(X64, 9u, 0x23u, false)]
    [InlineData(X64, 9u, 0x100_0021u, false)] // with another flag
    [InlineData(X64, 0u, 0x21u, true)] // read
    [InlineData(X64, 319u, 0u, false)]
    [InlineData(X64, 447u, 0u, false)]
    [InlineData(X64, 29u, 0u, false)]
    [InlineData(X64, 68u, 0u, false)]
    [InlineData(X64, 64u, 0u, false)]
    [InlineData(X64, 0x4000_0009u, 0x22u, false)] // the other convention
    [InlineData(X64, 222u, 0x21u, true)] // timer_create
    [InlineData(Arm64, 222u, 0x22u, true)]
    [InlineData(Arm64, 222u, 0x21u, false)]
    [InlineData(Arm64, 279u, 0u, false)]
    [InlineData(Arm64, 447u, 0u, false)]
    [InlineData(Arm64, 194u, 0u, false)]
    [InlineData(Arm64, 186u, 0u, false)]
    [InlineData(Arm64, 190u, 0u, false)]
    [InlineData(Arm64, 9u, 0x21u, true)]
    public void The_filter_knows_the_calls_of_each_processor(uint processor, uint call, uint flags, bool allowed) =>
        Answer(processor == X64 ? Architecture.X64 : Architecture.Arm64, processor, call, flags).Should().Be(allowed ? 0x7fff_0000u : 0x0005_0001u);

    [Theory]
    [InlineData(Architecture.X64, X86)]
    [InlineData(Architecture.X64, Arm64)]
    [InlineData(Architecture.Arm64, X64)]
    public void A_program_for_another_processor_is_ended_at_its_first_call(Architecture here, uint processor) => Answer(here, processor, 9, 0x22).Should().Be(0x8000_0000);

    [Fact]
    public void Where_calls_are_numbered_otherwise_there_is_no_filter() => UncountedMemory.For(Architecture.S390x).Should().BeNull();

    private static async Task<string> Tried(string taking)
    {
        using var plugin = new SomePlugin($$"""
            greet()
            m = read()
            import ctypes, mmap, os
            libc = ctypes.CDLL(None, use_errno=True)
            def of(answer):
                if answer < 0: raise OSError(ctypes.get_errno(), 'refused')
            try:
                {{taking}}
                outcome = 'taken'
            except OSError as error:
                outcome = 'refused' if error.errno in (1, 13) else str(error)
            answer(m, {'cursor': outcome})
            read()
            """);
        await using var session = await plugin.Start();
        return (await session.Collect(new([]), CancellationToken.None)).Cursor!; // it answers one
    }

    /// <summary>What the kernel would do, by what it does with each line (linux/filter.h).</summary>
    private static uint Answer(Architecture here, uint processor, uint call, uint flags)
    {
        var program = UncountedMemory.For(here)!; // both are known
        uint word = 0;
        for (var at = 0; ; at++)
        {
            var line = program.AsSpan(at * 8, 8);
            var value = BinaryPrimitives.ReadUInt32LittleEndian(line[4..]);
            switch (BinaryPrimitives.ReadUInt16LittleEndian(line))
            {
                case 0x20: word = value switch { 0 => call, 4 => processor, 40 => flags, _ => throw new InvalidOperationException($"It reads {value}.") }; break;
                case 0x15: at += word == value ? line[2] : line[3]; break;
                case 0x35: at += word >= value ? line[2] : line[3]; break;
                case 0x45: at += (word & value) != 0 ? line[2] : line[3]; break;
                case 0x06: return value;
                case var other: throw new InvalidOperationException($"Nobody knows {other:x}.");
            }
        }
    }
}
