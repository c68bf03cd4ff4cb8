using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tracker.PluginRunner.Sandbox;

/// <summary>
/// Memory that belongs to no process and that no limit counts: files without a name, what is mapped to be shared and by no file,
/// and segments, queues and semaphores of System V. A program takes as much of it as the machine has and holds none of it, so that
/// nobody who looks at its processes sees any. Inside, the kernel refuses it (seccomp(2)); what a program wants to share lies in
/// <c>/tmp</c> and <c>/dev/shm</c>, which have a size.
/// </summary>
internal static class UncountedMemory
{
    // seccomp_data: the number of the call, the processor it is for, and from 16 its arguments of eight bytes each.
    private const uint Number = 0;
    private const uint Processor = 4;
    private const uint MapFlags = 16 + (3 * 8);

    // Flags of mmap(2): to be shared, with changes or validated (1 and 3, private is 2), and of no file.
    private const uint Shared = 0x01;
    private const uint OfNoFile = 0x20;

    // Calls of the other convention of the same processor have this bit.
    private const uint Foreign = 0x4000_0000;

    // BPF: load a word, jump if equal, if at least, if any bit is set, return.
    private const ushort Load = 0x20;
    private const ushort IfEqual = 0x15;
    private const ushort IfAtLeast = 0x35;
    private const ushort IfAny = 0x45;
    private const ushort Return = 0x06;

    private const uint Allow = 0x7fff_0000;
    private const uint Refuse = 0x0005_0001; // EPERM
    private const uint Kill = 0x8000_0000;

    private static readonly SafeFileHandle? s_filter = Kept();

    /// <summary>Where the filter can be read, once by each who opens it; null: none is known for this processor.</summary>
    public static string? Filter { get; } =
        s_filter is null ? null : string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{s_filter.DangerousGetHandle()}");

    /// <summary>The filter for a processor, as the kernel reads it; null: it is not known how calls are numbered there.</summary>
    internal static byte[]? For(Architecture processor) => processor switch
    {
        // mmap; then memfd_create, memfd_secret, shmget, msgget, semget.
        Architecture.X64 => Program(0xc000_003e, 9, 319, 447, 29, 68, 64),
        Architecture.Arm64 => Program(0xc000_00b7, 222, 279, 447, 194, 186, 190),
        _ => null,
    };

    private static byte[] Program(uint processor, uint map, params ReadOnlySpan<uint> refused)
    {
        var lines = new List<(ushort Code, int Then, int Else, uint Value)>();
        var refuse = 10 + refused.Length; // the last line
        lines.Add((Load, 0, 0, Processor));
        lines.Add((IfEqual, 3, 2, processor));
        lines.Add((Return, 0, 0, Kill)); // numbered for another processor: nothing here would know which call it is
        lines.Add((Load, 0, 0, Number));
        lines.Add((IfAtLeast, refuse, 5, Foreign));
        foreach (var call in refused) lines.Add((IfEqual, refuse, lines.Count + 1, call));
        lines.Add((IfEqual, lines.Count + 1, refuse - 1, map));
        lines.Add((Load, 0, 0, MapFlags));
        lines.Add((IfAny, lines.Count + 1, refuse - 1, OfNoFile));
        lines.Add((IfAny, refuse, refuse - 1, Shared));
        lines.Add((Return, 0, 0, Allow));
        lines.Add((Return, 0, 0, Refuse));
        var program = new byte[lines.Count * 8];
        foreach (var (at, (code, then, otherwise, value)) in lines.Index())
        {
            var line = program.AsSpan(at * 8, 8);
            BinaryPrimitives.WriteUInt16LittleEndian(line, code);
            (line[2], line[3]) = code is Load or Return ? ((byte)0, (byte)0) : ((byte)(then - at - 1), (byte)(otherwise - at - 1));
            BinaryPrimitives.WriteUInt32LittleEndian(line[4..], value);
        }

        return program;
    }

    /// <summary>The filter in a file that has no name any more: it lasts as long as this process.</summary>
    private static SafeFileHandle? Kept()
    {
        if (!OperatingSystem.IsLinux() || For(RuntimeInformation.ProcessArchitecture) is not { } filter) return null;
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, filter);
        var kept = File.OpenHandle(file);
        File.Delete(file);
        return kept;
    }
}
