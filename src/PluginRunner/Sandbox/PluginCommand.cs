using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginRunner.Running;

namespace Tracker.PluginRunner.Sandbox;

/// <summary>How a plugin's program is started: the whole command line, and an environment that holds nothing of the host's.</summary>
internal static class PluginCommand
{
    private const int ThreadsOfARuntime = 32;
    private const int ScratchBytes = 16 * 1024 * 1024;
    private const string RuntimePlace = "/dotnet";
    private const string Python = "/usr/bin/python3";
    private static readonly string[] s_pythonElsewhere = ["python3", "python"];
    private static readonly string[] s_pythonOnWindows = ["py.exe", "python.exe"];

    // The host goes first: a plugin gets a quarter of a processor that both want, and all of one that nobody else wants. Where
    // the kernel shares processors among sessions before it looks at programs, its session (it has one of its own) yields too; it
    // lets one session be set every tenth of a second.
    private const string Yielding = """
        n=0
        while [ -e /proc/self/autogroup ] && [ $n -lt 10 ] && ! echo 5 >/proc/self/autogroup; do n=$((n+1)); sleep 0.1; done 2>/dev/null
        exec /usr/bin/nice -n 5 $0 /usr/bin/prlimit "$@"
        """;

    private const string Filtered = """exec "$@" 9<"$0" """;
    private const int NoAccess = 13; // EACCES

    // Whose last run failed gets only what nobody else wants, before it can have started anything: hundreds of processes at
    // niceness 5 leave the host a hundredth, until it has found them. And it gets that of one processor: what the kernel does for
    // it, to begin and to end processes, is not interrupted for the host, which has the others meanwhile.
    private static readonly string s_idle = "/usr/bin/chrt --idle 0" + OnTheLastProcessor();

    /// <param name="folder">The plugin's folder.</param>
    /// <param name="command">The manifest's command.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="isolation">How it is kept apart.</param>
    /// <param name="last">Whether it gets from its start only the processors that nobody else wants.</param>
    public static ProcessStartInfo Of(string folder, ImmutableArray<string> command, PluginLimits limits, Isolation isolation, bool last = false) =>
        Of(folder, command, limits, isolation, DotnetRoot(), last);

    /// <summary>As it is started with another program in bubblewrap's place.</summary>
    internal static ProcessStartInfo By(string bubblewrap, string folder, ImmutableArray<string> command) =>
        Of(folder, command, new(), Isolation.Sandboxed, DotnetRoot(), bubblewrap: bubblewrap);

    /// <param name="folder">As above.</param>
    /// <param name="command">As above.</param>
    /// <param name="limits">As above.</param>
    /// <param name="isolation">As above.</param>
    /// <param name="runtime">The folder of the .NET runtime, wherever it is; null: there is none to offer.</param>
    /// <param name="last">As above.</param>
    /// <param name="bubblewrap">What makes the sandbox.</param>
    /// <exception cref="Win32Exception">There is nothing that makes it.</exception>
    internal static ProcessStartInfo Of(
        string folder, ImmutableArray<string> command, PluginLimits limits, Isolation isolation, string? runtime, bool last = false, string? bubblewrap = null)
    {
        var heap = limits.MemoryMiB * 1024L * 1024L;
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = "/tmp",
            ["LANG"] = "C.UTF-8",
            ["TZ"] = "UTC",
            ["PATH"] = isolation == Isolation.Sandboxed ? "/usr/bin:/bin" : Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
            ["PYTHONDONTWRITEBYTECODE"] = "1",
            ["PYTHONHASHSEED"] = "0",
            ["DOTNET_GCHeapHardLimit"] = heap.ToString("X", CultureInfo.InvariantCulture),
            ["DOTNET_EnableDiagnostics"] = "0",
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_PROCESSOR_COUNT"] = "2", // on a large machine it would begin more threads than it may have
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        };
        var start = isolation == Isolation.Sandboxed
            ? Sandboxed(bubblewrap ?? Bubblewrap.Program!, folder, command, limits, heap, environment, runtime, last) // asked for only where there is one
            : Unsandboxed(folder, command, environment);
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        return start;
    }

    /// <summary>Python, which a manifest names as Debian has it, where this machine has it; every other program as it is named.</summary>
    /// <param name="program">As the manifest names it.</param>
    /// <param name="path">Where programs lie.</param>
    /// <param name="windows">Whether this is Windows; <c>python3.exe</c> there is what sends people to a shop.</param>
    /// <param name="exists">Whether there is such a file.</param>
    internal static string Here(string program, string path, bool windows, Func<string, bool> exists) =>
        program != Python || exists(program) ? program
        : (windows ? s_pythonOnWindows : s_pythonElsewhere)
            .SelectMany(name => path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(exists) ?? program;

    private static ProcessStartInfo Unsandboxed(string folder, ImmutableArray<string> command, Dictionary<string, string> environment)
    {
        // In the sandbox its folder is where it is looked for; elsewhere that would be the folder of whoever started the command.
        var program = command[0][0] != '/' && command[0].Contains('/', StringComparison.Ordinal)
            ? Path.GetFullPath(command[0], Path.GetFullPath(folder))
            : Here(command[0], environment["PATH"], OperatingSystem.IsWindows(), File.Exists);
        var start = new ProcessStartInfo(program, command[1..]) { WorkingDirectory = folder };
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        if (OperatingSystem.IsWindows()) start.Environment["SystemRoot"] = Environment.GetEnvironmentVariable("SystemRoot");
        return start;
    }

    private static ProcessStartInfo Sandboxed(
        string bubblewrap, string folder, ImmutableArray<string> command, PluginLimits limits, long heap, Dictionary<string, string> environment, string? runtime, bool last)
    {
        if (!IsProgram(bubblewrap)) throw new Win32Exception(NoAccess); // a shell that starts it would only say so
        // It reads its filter from an open file, and a process that is started here is given none beside the usual three.
        var start = UncountedMemory.Filter is { } filter ? new ProcessStartInfo("/bin/sh", ["-c", Filtered, filter, bubblewrap, "--seccomp", "9"]) : new ProcessStartInfo(bubblewrap);
        start.Environment.Clear(); // /proc/1/environ inside is bubblewrap's own
        var arguments = start.ArgumentList;
        Add("--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--hostname", "plugin");
        Add("--ro-bind", "/usr", "/usr");
        foreach (var top in new[] { "bin", "sbin", "lib", "lib64" })
        {
            if (new DirectoryInfo($"/{top}").LinkTarget is { } target) Add("--symlink", target, $"/{top}");
            else if (Directory.Exists($"/{top}")) Add("--ro-bind", $"/{top}", $"/{top}");
        }

        foreach (var file in new[] { "/etc/ld.so.cache", "/etc/alternatives", "/etc/dotnet" }) Add("--ro-bind-try", file, file);
        if (runtime is not null && !runtime.StartsWith("/usr/", StringComparison.Ordinal))
        {
            // Wherever it lies, such as in somebody's home: inside it is at a place of its own, and no home is there.
            Add("--ro-bind", runtime, RuntimePlace);
            environment["PATH"] = $"{RuntimePlace}:{environment["PATH"]}";
            environment["DOTNET_ROOT"] = RuntimePlace;
        }

        // What root may write of the kernel's settings it may write in a namespace too, the machine's own among them.
        Add("--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys", "--dev", "/dev");
        // To map it is to have memory that is shared and of no file; no right to use it, nothing to map.
        Add("--ro-bind", "/dev/null", "/dev/zero");
        foreach (var scratch in new[] { "/tmp", "/dev/shm" })
            Add("--size", ScratchBytes.ToString(CultureInfo.InvariantCulture), "--tmpfs", scratch);
        Add("--ro-bind", folder, "/plugin", "--chdir", "/plugin");
        Add("--remount-ro", "/dev/pts", "--remount-ro", "/dev", "--remount-ro", "/");
        foreach (var (name, value) in environment) Add("--setenv", name, value);
        Add("--", "/bin/sh", "-c", Yielding, last ? s_idle : "");
        Add($"--data={RunLimits.MostMemory(limits).ToString(CultureInfo.InvariantCulture)}");
        Add($"--nproc={(ThreadsOfARuntime + (limits.Processes * 4)).ToString(CultureInfo.InvariantCulture)}"); // threads count here
        Add("--nofile=256", $"--cpu={limits.Seconds.ToString(CultureInfo.InvariantCulture)}", $"--fsize={ScratchBytes.ToString(CultureInfo.InvariantCulture)}", "--core=0", "--");
        foreach (var word in command) arguments.Add(word);
        return start;

        void Add(params ReadOnlySpan<string> words)
        {
            foreach (var word in words) arguments.Add(word);
        }
    }

    /// <summary>Whether what is started so is a sandbox, whose first two processes are its own.</summary>
    internal static bool IsSandboxed(ProcessStartInfo how) => how.FileName == Bubblewrap.Program || how.ArgumentList is ["-c", Filtered, ..];

    private static bool IsProgram(string file) =>
        !OperatingSystem.IsWindows() && File.Exists(file)
        && (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    /// <summary>The words that keep a program to the last of the processors that this process may use; none where that is not known.</summary>
    private static string OnTheLastProcessor()
    {
        if (!OperatingSystem.IsLinux()) return "";
        using var self = Process.GetCurrentProcess();
        var allowed = (nuint)self.ProcessorAffinity; // the first 64
        return allowed == 0 ? "" : $" /usr/bin/taskset --cpu-list {BitOperations.Log2(allowed).ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The folder of the .NET runtime this process runs on; of the one that is installed, where it carries its own; null: there is none to offer.</summary>
    private static string? DotnetRoot()
    {
        // …/shared/Microsoft.NETCore.App/10.0.0/ of whatever runs the host.
        var core = Path.GetDirectoryName(typeof(object).Assembly.Location);
        return string.IsNullOrEmpty(core)
            ? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Prepend(Environment.GetEnvironmentVariable("DOTNET_ROOT")).OfType<string>().Select(Root).FirstOrDefault(root => root is not null)
            : Root(Path.Combine(core, "..", "..", ".."));

        static string? Root(string folder) => new FileInfo(Path.Combine(folder, "dotnet")) is { Exists: true } program
            ? Path.GetDirectoryName(program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(program.FullName))
            : null;
    }
}
