using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Grains.Commitments;
using Tracker.Grains.Evidence;
using Tracker.Grains.Organisations;
using Tracker.Grains.Plans;
using Tracker.Grains.Plugins;
using Tracker.Ledger;
using Tracker.Ledger.Verification;
using Tracker.Support.Domain;

namespace Tracker.Grains.Tests;

/// <summary>A real ledger in a folder of its own, which one cluster or several use at once.</summary>
internal sealed class SomeLedger : IAsyncDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("tracker-grains-").FullName;

    public SomeLedger() => Folder = LedgerFolder.Open(_path, "tracker.example.org/ledger", Clock);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 7, 10, 8, 0, 0, TimeSpan.Zero));

    public LedgerFolder Folder { get; }

    /// <summary>Every entry of a log, in its order.</summary>
    public async Task<List<Entry>> Entries(string log) =>
        [.. (await Folder.Reader.ReadLog(log, 0, 10_000, CancellationToken.None)).Select(Entry.Read)];

    /// <summary>What the offline verifier says of a log, as anybody gets it. Close the clusters first: the last seal is set then.</summary>
    public async Task<VerificationResult> Verify(string log)
    {
        var served = await Folder.Reader.Serve(log, "log.zip", CancellationToken.None);
        var zip = Path.Combine(_path, "log.zip");
        await using (var file = File.Create(zip)) await served!.WriteTo(file, CancellationToken.None); // the log has entries
        return await new Verifier(Path.Combine(_path, "verifier"), Clock).Verify(zip, null, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Folder.DisposeAsync();
        Directory.Delete(_path, recursive: true);
    }
}

/// <summary>A real Orleans cluster over a ledger.</summary>
internal sealed class SomeCluster : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2026, 7, 10);

    private readonly InProcessTestCluster _cluster;
    private int _keys;

    private SomeCluster(InProcessTestCluster cluster, LostAnswers answers) => (_cluster, Answers) = (cluster, answers);

    /// <summary>Loses answers between grains when it is told to.</summary>
    public LostAnswers Answers { get; }

    public ICommitmentGrain Commitment => _cluster.Client.GetGrain<ICommitmentGrain>(SomeCommitment.Id.Value);

    public IPlanGrain Plan => _cluster.Client.GetGrain<IPlanGrain>(SomePlan.Id.Value);

    public static async Task<SomeCluster> Over(SomeLedger ledger, short silos = 1, Plugins.ScriptedRuns? runs = null, Plugins.KeptRuns? kept = null)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        var answers = new LostAnswers();
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(ledger.Folder.Reader);
            silo.Services.AddSingleton(ledger.Folder);
            silo.Services.AddSingleton<TimeProvider>(ledger.Clock);
            silo.Services.AddSingleton<IPluginRuns>(services => runs?.Over(services.GetRequiredService<IGrainFactory>()) ?? new());
            silo.Services.AddSingleton<IPluginStore>(kept ?? new());
            silo.Services.AddTrackerSerialization();
            silo.AddIncomingGrainCallFilter(answers);
        });
        builder.ConfigureClient(client => client.Services.AddTrackerSerialization());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new(cluster, answers);
    }

    public IEvidenceGrain Evidence(EvidenceId id) => _cluster.Client.GetGrain<IEvidenceGrain>(id.Stream);

    public IPluginRegisterGrain Register => _cluster.Client.GetGrain<IPluginRegisterGrain>(SomePlugin.Id.Stream);

    public IPluginGrain Plugin => _cluster.Client.GetGrain<IPluginGrain>($"{SomePlugin.Id.Value}/{SomeActor.Community.Value}");

    public IOrganisationGrain Organisation(OrganisationId id) => _cluster.Client.GetGrain<IOrganisationGrain>($"organisation/{id.Value}");

    /// <summary>A write with a key nobody used before, unless one is given.</summary>
    public Write<TCommand> Write<TCommand>(TCommand command, Actor actor, string? key = null, string digest = "d", long? seen = null) =>
        new(command, actor, key ?? $"k{Interlocked.Increment(ref _keys)}", digest, seen, Today);

    /// <summary>The plan, its commitment with one leaf, and a reviewer who is independent of it.</summary>
    public async Task Publish()
    {
        await Accepted(Plan.Publish(Write(new PublishPlan(SomePlan.Published()), Actor.Import)));
        await Accepted(Commitment.Publish(Write(new PublishCommitment(SomeCommitment.WithOneLeaf()), Actor.Import)));
        var reviewer = Organisation(SomeActor.OtherCommunity);
        await Accepted(reviewer.Register(Write(new RegisterOrganisation(SomeActor.OtherCommunity, Partner.Public, SomeText.In("A village forum")), Actor.Import)));
        await Accepted(reviewer.DeclareIndependence(Write(
            new DeclareIndependence(SomePlan.Id, null, "Neither paid nor appointed by the regency."), SomeActor.Contributor(Partner.Public, SomeActor.OtherCommunity))));
    }

    /// <summary>The plan, and the plugin approved for the community.</summary>
    public async Task Approve()
    {
        await Publish();
        await Accepted(Register.List(Write(SomePlugin.List(), SomeActor.Contributor(Partner.Public))));
        await Accepted(Register.Approve(Write(SomePlugin.Approve(), SomeActor.Admin())));
    }

    /// <summary>Kills every silo, as a machine that lost its power would; what they were doing is not ended.</summary>
    public async Task Kill()
    {
        foreach (var silo in _cluster.Silos.ToList()) await _cluster.KillSiloAsync(silo);
    }

    public static async Task<WriteReceipt> Accepted(Task<WriteResult> answer) =>
        await answer is WriteResult.Done done ? done.Receipt : throw new InvalidOperationException($"Not accepted: {await answer}.");

    public static ReportProgress Report(string narrative = "Posts stand in all villages.") =>
        new(SomeCommitment.Leaf, Completion.Substantial, narrative, On: new(2026, 6, 20));

    /// <summary>Makes every grain forget what it knows: the next call reads the ledger.</summary>
    public async Task Forget()
    {
        var management = _cluster.Client.GetGrain<IManagementGrain>(0);
        await management.ForceActivationCollection(TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
}
