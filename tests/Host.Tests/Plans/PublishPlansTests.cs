using FluentAssertions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Plans;
using Tracker.Host.Http;
using Tracker.Plans;
using Tracker.Remarks;
using Xunit;

namespace Tracker.Host.Tests.Plans;

public sealed class PublishPlansTests
{
    private const string Plan = "bojonegoro-2016";
    private const string Log = "bojonegoro";

    [Fact]
    public async Task A_new_plan_is_published_with_its_organisations_and_its_history()
    {
        using var folder = new SomePlanFolder().With(Plan);
        var files = PlanFolder.Read(folder[Plan]).Plan!;

        await using var app = await folder.Start();

        app.Report(Plan).Status.Should().Be(PlanFileStatus.Published);
        var types = await app.Types(Log);
        types.Should().StartWith("plan.published");
        types.Count(type => type == "commitment.published").Should().Be(files.Commitments.Length).And.BePositive();
        types.Count(type => type == "progress.imported").Should().Be(files.Reports.Length).And.BePositive();
        types.Count(type => type == "evidence.imported").Should().Be(files.Evidence.Length).And.BePositive();
        types.Should().NotContain("evidence.accepted", "nobody's proof can be typed into a spreadsheet");
        (await app.Types("site")).Count(type => type == "organisation.registered").Should().Be(files.Organisations.Length);
    }

    [Fact]
    public async Task Identical_files_change_nothing()
    {
        using var folder = new SomePlanFolder().With(Plan);
        await using (await folder.Start())
        {
        }

        await using var again = await folder.Start();

        again.Report(Plan).Status.Should().Be(PlanFileStatus.Unchanged);
        (await again.Types(Log)).Count(type => type == "plan.published").Should().Be(1);
        (await again.Types("site")).Should().OnlyContain(type => type == "organisation.registered");
    }

    [Fact]
    public async Task Changed_files_change_nothing_and_every_difference_is_kept_to_be_shown()
    {
        using var folder = new SomePlanFolder().With(Plan);
        List<string> before;
        await using (var first = await folder.Start()) before = await first.Types(Log);
        folder.Change($"{Plan}/plan.md", "currency: IDR", "currency: USD");

        await using var app = await folder.Start();

        var report = app.Report(Plan);
        report.Status.Should().Be(PlanFileStatus.Changed);
        report.Differences.Should().ContainEquivalentOf(new Difference("plan/currency", "IDR", "USD"));
        (await app.Types(Log)).Should().Equal(before);
    }

    [Fact]
    public async Task A_broken_file_stops_only_its_plan_and_is_named_with_its_line()
    {
        using var folder = new SomePlanFolder().With(Plan);
        Directory.CreateDirectory(folder["rusak"]);
        await File.WriteAllTextAsync(folder["rusak/plan.md"], "---\nplan: rusak\nende: 2028-12-31\n---\n# Rusak\n");

        await using var app = await folder.Start();

        var broken = app.Report("rusak");
        broken.Status.Should().Be(PlanFileStatus.Broken);
        broken.Findings.Should().Contain(finding => finding.Severity == Severity.Error && finding.File == Path.Combine("rusak", "plan.md") && finding.Line == 3);
        app.Report(Plan).Status.Should().Be(PlanFileStatus.Published);
        (await app.Reader.Logs(CancellationToken.None)).Should().BeEquivalentTo(Log, "site");
    }

    [Fact]
    public async Task A_plan_that_is_published_already_is_said_to_stay_when_its_changed_files_have_errors()
    {
        using var folder = new SomePlanFolder().With(Plan);
        await using (await folder.Start())
        {
        }

        folder.Change($"{Plan}/plan.md", "currency: IDR", "currency: rupiah");
        var lines = new KeptLines();

        await using var app = await folder.Start("Production", plansAreSet: true, services => services.AddSingleton<ILoggerProvider>(lines));

        app.Report(Plan).Status.Should().Be(PlanFileStatus.Broken);
        lines.All.Should().ContainSingle(line => line.Contains($"{Plan} stays as it was published", StringComparison.Ordinal));
        lines.All.Should().NotContain(line => line.Contains("is not published", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_without_a_plan_is_answered_clearly()
    {
        using var folder = new SomePlanFolder();
        Directory.CreateDirectory(folder["nothing-here"]);

        await using var app = await folder.Start();

        app.Report("nothing-here").Status.Should().Be(PlanFileStatus.Broken);
        app.Report("nothing-here").Findings.Should().ContainSingle().Which.Code.Should().Be("plan-missing");
    }

    [Fact]
    public async Task A_start_that_was_cut_short_is_taken_up_where_it_stopped()
    {
        using var folder = new SomePlanFolder();
        await using (var first = await folder.Start())
        {
            folder.With(Plan);
            var half = PlanFolder.Read(folder[Plan]).Plan!;
            await using var scope = first.Services.CreateAsyncScope();
            var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
            (await mediator.Send(new Write<PublishPlan>(half.Plan, half.Id, Actor.Import, "cut-1"))).Should().BeOfType<WriteOutcome.Done>();
            (await mediator.Send(new Write<Domain.Commitments.PublishCommitment>(half.Commitments[0], half.Commitments[0].Content.Commitment, Actor.Import, "cut-2")))
                .Should().BeOfType<WriteOutcome.Done>();
        }

        await using var app = await folder.Start();

        var files = PlanFolder.Read(folder[Plan]).Plan!;
        app.Report(Plan).Status.Should().Be(PlanFileStatus.Published);
        var types = await app.Types(Log);
        types.Count(type => type == "plan.published").Should().Be(1);
        types.Count(type => type == "commitment.published").Should().Be(files.Commitments.Length);
        types.Count(type => type == "evidence.imported").Should().Be(files.Evidence.Length);
    }

    [Fact]
    public async Task An_organisation_never_moves_to_another_partner_by_a_file()
    {
        using var folder = new SomePlanFolder();
        await using (var first = await folder.Start())
        {
            folder.With(Plan);
            var files = PlanFolder.Read(folder[Plan]).Plan!;
            var university = files.Organisations.First(one => one.MemberOf == Partner.Academia);
            await using var scope = first.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new Write<RegisterOrganisation>(
                university with { MemberOf = Partner.Business }, university.Organisation, Actor.Import, "earlier"));
        }

        await using var app = await folder.Start();

        var report = app.Report(Plan);
        report.Status.Should().Be(PlanFileStatus.Stopped);
        report.Stops.Should().ContainSingle().Which.Why!.Rule.Should().Be("organisation-registered-already");
        (await app.Types(Log)).Should().BeEmpty("nothing of the plan was published");
    }

    [Fact]
    public async Task A_site_of_its_own_starts_empty()
    {
        using var folder = new SomePlanFolder();

        await using var app = await folder.Start(plansAreSet: false);

        app.Services.GetRequiredService<PlanFileReports>().All.Should().BeEmpty();
        (await app.Reader.Logs(CancellationToken.None)).Should().BeEmpty();
    }
}
