using FluentAssertions;
using Tracker.PluginRunner.Manifest;
using Xunit;

namespace Tracker.Plugins.Tests.Running;

/// <summary>What a plugin may use, one flag after the other, as it finds it from inside.</summary>
public sealed class LimitsInsideTests
{
    [SkippableFact]
    public async Task Each_limit_is_set_as_its_manifest_asks_and_none_is_set_on_its_addresses()
    {
        using var plugin = new SomePlugin("""
            greet()
            m = read()
            import os, resource
            def most(name):
                soft, hard = resource.getrlimit(getattr(resource, 'RLIMIT_' + name))
                return '%s %s' % (name, 'any' if hard == resource.RLIM_INFINITY else hard if soft == hard else 'raised')
            lines = [most(name) for name in ('DATA', 'NPROC', 'NOFILE', 'CPU', 'FSIZE', 'CORE', 'AS')]
            lines.append('heap ' + os.environ['DOTNET_GCHeapHardLimit'])
            answer(m, {'cursor': '\n'.join(lines)})
            read()
            """)
        {
            Limits = new PluginLimits(Seconds: 77, MemoryMiB: 48, OutputMiB: 4, Processes: 5),
        };
        (await Says(plugin)).Should().Be($"""
            DATA {(48 + 192) * 1024 * 1024}
            NPROC {32 + (5 * 4)}
            NOFILE 256
            CPU 77
            FSIZE {16 * 1024 * 1024}
            CORE 0
            AS any
            heap 3000000
            """, "a runtime reserves addresses that it never uses: a limit on these would end it");
    }

    [SkippableFact]
    public async Task It_sees_no_process_but_its_own_and_belongs_to_no_session_of_the_hosts()
    {
        using var plugin = new SomePlugin("""
            greet()
            m = read()
            import os
            seen = sorted(int(name) for name in os.listdir('/proc') if name.isdigit())
            # A session that began outside has no number here.
            answer(m, {'cursor': '%s %s %s' % (seen, os.getpid() in seen, os.getsid(0) in seen)})
            read()
            """);
        (await Says(plugin)).Should().Be("[1, 2] True True");
    }

    [SkippableFact]
    public async Task Everything_but_its_scratch_can_only_be_read()
    {
        using var plugin = new SomePlugin("""
            greet()
            m = read()
            import os
            def kept(place): return bool(os.statvfs(place).f_flag & os.ST_RDONLY)
            answer(m, {'cursor': '\n'.join('%s %s' % (place, 'kept' if kept(place) else 'open') for place in ('/', '/usr', '/plugin', '/dev', '/tmp', '/dev/shm'))})
            read()
            """);
        (await Says(plugin)).Should().Be("""
            / kept
            /usr kept
            /plugin kept
            /dev kept
            /tmp open
            /dev/shm open
            """);
    }

    [SkippableFact]
    public async Task Of_all_that_is_mounted_only_its_scratch_its_own_processes_and_devices_are_not_read_only()
    {
        using var plugin = new SomePlugin("""
            greet()
            m = read()
            import os, stat
            lines = []
            for mount in open('/proc/self/mountinfo'):
                place, how = mount.split()[4:6]
                # Whether a device takes what is written does not depend on how it is mounted.
                kind = 'device' if stat.S_ISCHR(os.stat(place).st_mode) else 'open' if 'rw' in how.split(',') else 'kept'
                if kind != 'kept': lines.append('%s %s' % (kind, place))
            answer(m, {'cursor': '\n'.join(sorted(lines))})
            read()
            """);
        var mounts = (await Says(plugin))!.Split('\n'); // it answers with one
        mounts.Where(mount => mount.StartsWith("open ", StringComparison.Ordinal)).Should().Equal("open /dev/shm", "open /proc", "open /tmp");
        mounts.Where(mount => mount.StartsWith("device ", StringComparison.Ordinal)).Distinct().Should() // one may be laid over another
            .Equal("device /dev/full", "device /dev/null", "device /dev/random", "device /dev/tty", "device /dev/urandom", "device /dev/zero");
    }

    [SkippableFact]
    public async Task It_can_write_what_is_of_its_own_processes_and_no_setting_of_the_kernels()
    {
        using var plugin = new SomePlugin("""
            greet()
            m = read()
            import os
            written = []
            def tries(place):
                try:
                    os.close(os.open(place, os.O_WRONLY | os.O_NONBLOCK)) # opened, and nothing is written
                    written.append(place)
                except OSError:
                    pass
            for folder, _, files in os.walk('/proc/sys'):
                for name in files: tries(os.path.join(folder, name))
            tries('/proc/self/comm')
            answer(m, {'cursor': ' '.join(written)[:1000]})
            read()
            """);
        (await Says(plugin)).Should().Be("/proc/self/comm", "the kernel's settings are the machine's, also where root started it");
    }

    [SkippableFact]
    public async Task Each_of_its_namespaces_is_another_than_the_hosts()
    {
        using var plugin = new SomePlugin("""
            greet()
            m = read()
            import os
            answer(m, {'cursor': ' '.join(os.readlink('/proc/self/ns/' + name) for name in ('cgroup', 'ipc', 'mnt', 'net', 'pid', 'user', 'uts'))})
            read()
            """);
        var own = (await Says(plugin))!.Split(' '); // it answers with one
        own.Should().HaveCount(7).And.OnlyContain(one => one.Contains(":[", StringComparison.Ordinal));
        own.Should().NotIntersectWith(Directory.GetFiles("/proc/self/ns").Select(file => new FileInfo(file).LinkTarget));
    }

    [SkippableTheory]
    [InlineData("/tmp")]
    [InlineData("/dev/shm")]
    public async Task Neither_one_large_file_nor_several_smaller_ones_fill_the_machines_memory(string scratch)
    {
        using var plugin = new SomePlugin($$"""
            greet()
            m = read()
            import errno, os
            def wrote(name, megabytes):
                try:
                    with open('{{scratch}}/' + name, 'wb', buffering=0) as file:
                        for i in range(megabytes): file.write(b'x' * 1_000_000)
                    return 'all'
                except OSError as error:
                    return errno.errorcode[error.errno]
            one = wrote('one', 20)
            os.remove('{{scratch}}/one')
            answer(m, {'cursor': ' '.join((one, wrote('two', 10), wrote('three', 10)))})
            read()
            """);
        (await Says(plugin)).Should().Be("EFBIG all ENOSPC", "one is too large a file, and the others are more than there is room for");
    }

    private static async Task<string?> Says(SomePlugin plugin)
    {
        await using var session = await plugin.Start();
        return (await session.Collect(new([]), CancellationToken.None)).Cursor;
    }
}
