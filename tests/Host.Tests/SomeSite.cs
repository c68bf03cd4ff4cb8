using System.Collections.Concurrent;
using System.Security.Cryptography;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Features.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Host.Running;
using Tracker.Support.Domain;

namespace Tracker.Host.Tests;

/// <summary>A site with <see cref="SomePlan"/>, its organisations, and an account in every role that this tracker knows.</summary>
public sealed class SomeSite : TrackerApp, Xunit.IAsyncLifetime
{
    public const string Password = "correct horse battery staple";
    private int _plugins;
    private int _commitments;
    private int _files;
    private int _stricter;
    private static readonly Actor s_system = new(Role.System, "system:test", null, null);

    /// <summary>Tokens by account's name.</summary>
    public Dictionary<string, string> Tokens { get; } = [];

    /// <summary>What each account has sent for the first leaf, the oldest first.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<string>> Waiting { get; } = new();

    /// <summary>One with a leaf 1.1 led by the office, and a parent 1.2 with a leaf 1.2.1.</summary>
    public static CommitmentPublished Promise { get; } = SomeCommitment.With(
        ("1.1", SomeCommitment.Milestone()), ("1.2", SomeCommitment.Milestone()), ("1.2.1", SomeCommitment.Milestone("1.2")));

    /// <summary>A number that is greater each time.</summary>
    public int Stricter() => Interlocked.Increment(ref _stricter);

    /// <summary>Somebody who holds an account's token; <c>visitor</c> holds none.</summary>
    public HttpClient As(string account) => account == "visitor" ? Visitor() : With(Tokens[account]);

    public async Task InitializeAsync()
    {
        await Ready();
        foreach (var (organisation, partner) in new[]
        {
            (SomeActor.Office, Partner.Government), (SomeActor.OtherOffice, Partner.Government), (SomeActor.Community, Partner.Public),
            (SomeActor.OtherCommunity, Partner.Public), (SomeActor.University, Partner.Academia), (SomeActor.Company, Partner.Business),
            (SomeActor.StudyCentre, Partner.Academia),
        })
            await Written(new RegisterOrganisation(organisation, partner, SomeText.In(organisation.Value)), organisation);
        await Written(new PublishPlan(SomePlan.OfTwoOffices()), SomePlan.Id);
        await Written(new PublishCommitment(Promise), SomeCommitment.Id);
        await Written(new DeclareIndependence(SomePlan.Id, null, "We are.", Development: true), SomeActor.OtherCommunity);
        await Written(new DeclareIndependence(SomePlan.Id, null, "We are.", Development: true), SomeActor.StudyCentre);
        await Written(new AppointReviewer(SomeActor.StudyCentre, Partner.Academia, "Named by the forum.", Development: true), SomePlan.Id);
        await Account("owner", Role.Owner, SomeActor.Office, Partner.Government);
        await Account("other-owner", Role.Owner, SomeActor.OtherOffice, Partner.Government);
        await Account("coordinator", Role.Coordinator, SomeActor.OtherOffice, Partner.Government, SomePlan.Id);
        await Account("admin", Role.Admin, SomeActor.OtherOffice, Partner.Government);
        await Account("partner", Role.Partner, SomeActor.Community, Partner.Public);
        await Account("other-partner", Role.Partner, SomeActor.University, Partner.Academia);
        await Account("reviewer", Role.Reviewer, SomeActor.OtherCommunity, Partner.Public, SomePlan.Id);
        await Account("other-reviewer", Role.Reviewer, SomeActor.Company, Partner.Business, SomePlan.Id);
        await Account("third-reviewer", Role.Reviewer, SomeActor.StudyCentre, Partner.Academia, SomePlan.Id);
    }

    /// <summary>A commitment as <see cref="Promise"/>, another one each time.</summary>
    public async Task<CommitmentId> Promised()
    {
        var id = CommitmentId.Parse($"contoh/P{Interlocked.Increment(ref _commitments)}");
        await Written(new PublishCommitment(Promise with { Commitment = id }), id);
        return id;
    }

    /// <summary>Lets the site have read changed files of its plan, others each time; answers their digest.</summary>
    public string Refiled()
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(Interlocked.Increment(ref _files))));
        var plan = SomePlan.OfTwoOffices() with { Digest = digest };
        Services.GetRequiredService<PlanFileReports>().Add(new(
            "contoh", SomePlan.Id, PlanFileStatus.Changed, [], [], [],
            new(SomePlan.Id, plan.Jurisdiction, digest, [], new(plan), [new(Promise)], [], [])));
        return digest;
    }

    /// <summary>A plugin that nobody decided about yet, another one each time.</summary>
    public async Task<PluginId> Listed()
    {
        var id = PluginId.Parse($"some-plugin-{Interlocked.Increment(ref _plugins)}");
        await Written(SomePlugin.List() with { Plugin = id }, id);
        return id;
    }

    /// <summary>A plugin that speaks for the community, another one each time.</summary>
    public async Task<PluginId> Speaking()
    {
        var id = await Listed();
        await Written(SomePlugin.Approve() with { Development = true }, id);
        return id;
    }

    /// <summary>A plugin in quarantine, another one each time.</summary>
    public async Task<PluginId> Quarantined()
    {
        var id = await Speaking();
        var answer = await Services.GetRequiredService<IGrainFactory>().GetGrain<IPluginRegisterGrain>(id.Stream).Quarantine(new(
            new(SomeActor.Community, SomePlugin.Digest, 5, "timeout"), s_system, $"quarantine:{id}", "d", null, new(2026, 5, 4)));
        if (answer is not Grains.WriteResult.Done { Receipt: var receipt }) throw new InvalidOperationException(answer.ToString());
        await Services.GetRequiredService<LedgerFollower>().Passed(receipt.Log, receipt.Index, TimeSpan.FromSeconds(30), default);
        return id;
    }

    /// <summary>A piece that a plugin of the community sent, another one each time.</summary>
    public async Task<EvidenceId> Contributed()
    {
        const string Address = "https://data.example.org/counts/1.json";
        var plugin = await Speaking();
        var speaks = new PluginApproval(SomeActor.Community, Partner.Public, SomePlugin.Version, SomePlugin.Digest);
        var store = Services.GetRequiredService<PluginStore>();
        await store.Archived(plugin, SomePlugin.Archived, Address);
        var run = await store.Begin(plugin, speaks, Clock.GetUtcNow()) ?? throw new InvalidOperationException("A run is open.");
        await using var scope = Services.CreateAsyncScope();
        var sent = await scope.ServiceProvider.GetRequiredService<DraftDoor>().Take(
            new(run, plugin, speaks, null),
            new(
                "village-1", "contoh", "1", "1.1", "dataset", "Counts of village 1", "In 312 of 430 villages it hangs.", "2026-04-20", null, "Limited", "supports", null,
                [new(SomePlugin.Archived, Address, null, null)], null),
            CancellationToken.None) as DraftOutcome.Accepted ?? throw new InvalidOperationException("It was not taken.");
        await store.Note(run, new(1, 1024, 1), [sent.Evidence], [], [], [new(sent.Evidence, "village-1", Again: false)], Clock.GetUtcNow());
        await store.End(new(run, plugin, speaks, null), new RunEnd.Well(null), PluginHealth.Well, Clock.GetUtcNow());
        return sent.Evidence;
    }

    /// <summary>A commitment with one milestone, <c>1.1</c>, of a plan that was closed years ago.</summary>
    public async Task<CommitmentId> ClosedPlan()
    {
        var (plan, start, end) = (PlanId.Parse("lama"), new DateOnly(2022, 1, 1), new DateOnly(2023, 12, 31));
        var promise = Promise with
        {
            Commitment = CommitmentId.Parse("lama/1"),
            PlanStart = start,
            PlanEnd = end,
            Start = start,
            End = end,
            Milestones = SomeCommitment.With(("1.1", SomeCommitment.Milestone() with { Start = start, Due = new(2023, 6, 30) })).Milestones,
        };
        await Written(new PublishPlan(SomePlan.OfTwoOffices() with { Plan = plan, Start = start, End = end }), plan);
        await Written(new PublishCommitment(promise), promise.Commitment);
        return promise.Commitment;
    }

    Task Xunit.IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    /// <summary>Sends a command as the site itself, and insists that it is recorded.</summary>
    public async Task<WriteOutcome.Done> Written<TCommand>(TCommand command, Target target, string? key = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<IMediator>()
            .Send(new Write<TCommand>(command, target, s_system, key ?? $"{typeof(TCommand).Name}:{target}"));
        return outcome as WriteOutcome.Done ?? throw new InvalidOperationException($"{typeof(TCommand).Name}: {outcome}");
    }

    public async Task Account(string name, Role role, OrganisationId organisation, Partner partner, PlanId? plan = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var appointments = scope.ServiceProvider.GetRequiredService<Appointments>();
        var (account, why) = await appointments.Open(name, Password, organisation, partner);
        if (account is null) throw new InvalidOperationException(why?.Reason);
        var refused = await appointments.Appoint(account, role, plan, s_system, development: false, default);
        if (refused is not null) throw new InvalidOperationException($"{name}: {refused.Reason}");
        Tokens[name] = await appointments.IssueToken(account, null, default);
    }
}
