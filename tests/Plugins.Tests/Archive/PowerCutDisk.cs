using Tracker.PluginRunner.Archive;

namespace Tracker.Plugins.Tests.Archive;

/// <summary>
/// A disk that loses power before its n-th step. What was written and not flushed is torn, and a rename whose folder was not
/// flushed never happened: the worst that a journalling file system may do.
/// </summary>
internal sealed class PowerCutDisk(int cutBefore) : IArchiveDisk
{
    private readonly ArchiveDisk _disk = new();
    private readonly List<string> _unflushed = [];
    private readonly List<(string From, string To, byte[]? Before)> _renames = [];
    private int _step;

    public bool WasCut { get; private set; }

    public void MakeFolder(string folder)
    {
        if (!Directory.Exists(folder)) Step(() => _disk.MakeFolder(folder));
    }

    public void Write(string file, ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        Step(() =>
        {
            _disk.Write(file, copy);
            _unflushed.Add(file);
        });
    }

    public void Flush(string file) => Step(() => _unflushed.Remove(file));

    public void Rename(string from, string to) => Step(() =>
    {
        _renames.Add((from, to, File.Exists(to) ? File.ReadAllBytes(to) : null));
        if (_unflushed.Remove(from)) _unflushed.Add(to);
        _disk.Rename(from, to);
    });

    public void FlushFolder(string folder) => Step(() => _renames.RemoveAll(rename => Path.GetDirectoryName(rename.To) == folder));

    public void Remove(string file) => _disk.Remove(file);

    private void Step(Action action)
    {
        if (WasCut) throw new IOException("no power");
        if (_step++ == cutBefore)
        {
            Cut();
            throw new IOException("the power went");
        }

        action();
    }

    private void Cut()
    {
        WasCut = true;
        foreach (var file in _unflushed.Where(File.Exists)) File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
        foreach (var (from, to, before) in Enumerable.Reverse(_renames))
        {
            File.Move(to, from, overwrite: true);
            if (before is not null) File.WriteAllBytes(to, before);
        }
    }
}
