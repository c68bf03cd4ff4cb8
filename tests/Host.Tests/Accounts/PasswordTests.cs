using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Tracker.Domain.Organisations;
using Tracker.Host.Mail;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Accounts;

/// <summary>A site whose letters are files.</summary>
public sealed class SiteWithMail : IAsyncLifetime
{
    public SomeSite Site { get; } = new();

    private string Folder => Path.Combine(Site.Data, "mail");

    public Task InitializeAsync()
    {
        Site.Settings["Tracker:Mail:Folder"] = Folder;
        Site.Settings["Tracker:Mail:From"] = "tracker@example.org";
        Site.Settings["Tracker:Site"] = "https://tracker.example.org";
        return Site.InitializeAsync();
    }

    public async Task DisposeAsync() => await Site.DisposeAsync();

    /// <summary>The letters to an address, the oldest first, once everything is delivered.</summary>
    public async Task<List<MimeMessage>> Letters(string to)
    {
        await Site.Services.GetRequiredService<Outbox>().Settled();
        List<MimeMessage> letters = [];
        Directory.CreateDirectory(Folder);
        foreach (var file in Directory.EnumerateFiles(Folder, "*.eml").Order(StringComparer.Ordinal))
        {
            var letter = await MimeMessage.LoadAsync(file);
            if (letter.To.Mailboxes.Single().Address == to) letters.Add(letter);
        }

        return letters;
    }

    /// <summary>The link in a letter, as its path here.</summary>
    public static string Link(MimeMessage letter)
    {
        var link = (letter.TextBody ?? "").ReplaceLineEndings("\n").Split('\n').Single(line => line.StartsWith("https://", StringComparison.Ordinal));
        link.Should().StartWith("https://tracker.example.org/", "it leads to the site as it is set, whatever a request says");
        return new Uri(link).PathAndQuery;
    }

    /// <summary>An account whose address is confirmed.</summary>
    public async Task<string> Reachable(string name)
    {
        await Site.Account(name, Role.Partner, SomeActor.Company, Partner.Business);
        var address = $"{name}@example.org";
        var holder = await Site.SignIn(name);
        using var asked = await holder.Send(await holder.Open("/en/account/address"), ("address", address), ("current", SomeSite.Password));
        asked.StatusCode.Should().Be(HttpStatusCode.OK);
        var visitor = Site.Somebody();
        using var confirmed = await visitor.Send(await visitor.Open(Link((await Letters(address)).Single())));
        confirmed.StatusCode.Should().Be(HttpStatusCode.OK);
        return address;
    }
}

public sealed class PasswordTests(SiteWithMail mail) : IClassFixture<SiteWithMail>
{
    private const string Other = "another sentence that nobody guesses";
    private readonly SomeSite _site = mail.Site;

    [Theory]
    [InlineData("forgetful", false)]
    [InlineData("forgetting", true)]
    public async Task A_forgotten_password_is_replaced_by_a_link_that_works_once(string account, bool byAddress)
    {
        var address = await mail.Reachable(account);
        var before = await _site.SignIn(account);

        await Forget(byAddress ? address : account);

        var letter = (await mail.Letters(address))[^1];
        letter.TextBody.Should().Contain(account);
        var (link, visitor) = (SiteWithMail.Link(letter), _site.Somebody());
        using (var done = await visitor.Send(await visitor.Open(link), ("password", Other), ("again", Other))) done.StatusCode.Should().Be(HttpStatusCode.OK);
        (await before.Http.GetAsync("/en/mine")).StatusCode.Should().Be(HttpStatusCode.Redirect, "every session of it ended");
        (await _site.Somebody().TrySignIn(account, SomeSite.Password)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        await _site.SignIn(account, Other);
        (await visitor.Http.GetAsync(link)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_answer_is_the_same_whether_or_not_there_is_such_an_account()
    {
        var address = await mail.Reachable("present");
        await _site.Account("without-address", Role.Partner, SomeActor.Company, Partner.Business);

        var answers = new List<string>();
        foreach (var who in new[] { "present", address, "without-address", "nobody-at-all", "nobody@example.org" }) answers.Add(await Forget(who));

        answers.Distinct().Should().HaveCount(1);
        (await mail.Letters("nobody@example.org")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_link_ends_after_an_hour_and_with_the_next_one_and_is_kept_as_its_digest()
    {
        var address = await mail.Reachable("hesitant");
        await Forget("hesitant");
        var first = SiteWithMail.Link((await mail.Letters(address))[^1]);
        _site.Clock.Advance(TimeSpan.FromSeconds(1));
        await Forget("hesitant");
        var second = SiteWithMail.Link((await mail.Letters(address))[^1]);

        (await _site.Somebody().Http.GetAsync(first)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await _site.Somebody().Http.GetAsync(second)).StatusCode.Should().Be(HttpStatusCode.OK);
        foreach (var file in new DirectoryInfo(_site.Data).EnumerateFiles("accounts.db*"))
        {
            await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            (await reader.ReadToEndAsync()).Should().NotContain(second.Split('=')[1]);
        }

        _site.Clock.Advance(TimeSpan.FromHours(1));
        (await _site.Somebody().Http.GetAsync(second)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_address_gets_three_letters_an_hour_however_often_anybody_asks()
    {
        var address = await mail.Reachable("pestered"); // its first letter
        _site.Clock.Advance(TimeSpan.FromHours(2));
        var before = (await mail.Letters(address)).Count;

        for (var i = 0; i < 6; i++) await Forget(i % 2 == 0 ? "pestered" : address.ToUpperInvariant());

        (await mail.Letters(address)).Should().HaveCount(before + 3);
        _site.Clock.Advance(TimeSpan.FromHours(1));
        await Forget("pestered");
        (await mail.Letters(address)).Should().HaveCount(before + 4);
    }

    [Fact]
    public async Task An_address_is_the_accounts_only_once_its_letter_was_answered_and_opening_the_link_answers_nothing()
    {
        await _site.Account("unconfirmed", Role.Partner, SomeActor.Company, Partner.Business);
        var holder = await _site.SignIn("unconfirmed");
        using (await holder.Send(await holder.Open("/en/account/address"), ("address", "unconfirmed@example.org"), ("current", SomeSite.Password))) { }
        var link = SiteWithMail.Link((await mail.Letters("unconfirmed@example.org")).Single());
        (await _site.Somebody().Http.GetAsync(link)).StatusCode.Should().Be(HttpStatusCode.OK);

        await Forget("unconfirmed");

        (await mail.Letters("unconfirmed@example.org")).Should().HaveCount(1);
        (await holder.Open("/en/account")).QuerySelector("main")!.TextContent.Should().NotContain("unconfirmed@example.org");
    }

    [Fact]
    public async Task A_disabled_account_gets_no_link_and_an_old_one_no_longer_opens_it()
    {
        var address = await mail.Reachable("excluded");
        await Forget("excluded");
        var link = SiteWithMail.Link((await mail.Letters(address))[^1]);
        await (await _site.SignIn("admin")).Sent($"/en/accounts/{await _site.PublicId("excluded")}/disable", ("confirmed", "yes"));

        var visitor = _site.Somebody();
        using var answer = await visitor.Send(await visitor.Open(link), ("password", Other), ("again", Other));
        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        var before = (await mail.Letters(address)).Count;
        await Forget("excluded");
        (await mail.Letters(address)).Should().HaveCount(before);
    }

    [Fact]
    public async Task Who_is_invited_by_letter_has_a_confirmed_address_and_whoever_invited_never_sees_the_link()
    {
        var admin = await _site.SignIn("admin");
        var invitation = await admin.Sent("/id/invite", ("organisation", "universitas"), ("role", "partner"), ("address", "invited@example.org"));
        (await admin.Open(invitation)).QuerySelector("main code").Should().BeNull();
        var letter = (await mail.Letters("invited@example.org")).Single();
        letter.Subject.Should().Contain("universitas");
        var link = SiteWithMail.Link(letter);
        link.Should().StartWith("/id/welcome");

        await _site.Somebody().Accept(link, "invited");
        await Forget("invited@example.org");

        (await mail.Letters("invited@example.org")).Should().HaveCount(2);
    }

    [Fact]
    public async Task No_address_reaches_the_ledger()
    {
        var address = await mail.Reachable("off-the-record");
        await mail.Letters(address);

        foreach (var file in new DirectoryInfo(_site.Data).EnumerateFiles("*.db*").Where(file => !file.Name.StartsWith("accounts", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            (await reader.ReadToEndAsync()).Should().NotContain(address, "of {0}", file.Name);
        }
    }

    [Fact]
    public async Task Sessions_are_listed_to_their_holder_and_ended_from_elsewhere()
    {
        await _site.Account("two-places", Role.Partner, SomeActor.Company, Partner.Business);
        var (here, there) = (await _site.SignIn("two-places"), await _site.SignIn("two-places"));
        var page = await here.Open("/en/account");
        page.QuerySelectorAll("#sessions ~ ul > li").Should().HaveCount(2);
        var end = page.QuerySelector("#sessions ~ ul a")!.GetAttribute("href")!; // the one elsewhere
        (await (await _site.SignIn("partner")).Http.GetAsync(end)).StatusCode.Should().Be(HttpStatusCode.NotFound, "nobody ends another's");

        await here.Sent(end);

        (await there.Http.GetAsync("/en/mine")).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await here.Http.GetAsync("/en/mine")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_changed_password_ends_every_other_session_and_needs_the_old_one()
    {
        await _site.Account("careful", Role.Partner, SomeActor.Company, Partner.Business);
        var (here, there) = (await _site.SignIn("careful"), await _site.SignIn("careful"));
        using (var wrong = await here.Send(await here.Open("/en/account/password"), ("current", "not the old one"), ("password", Other), ("again", Other)))
            wrong.StatusCode.Should().Be(HttpStatusCode.BadRequest);

        using (var right = await here.Send(await here.Open("/en/account/password"), ("current", SomeSite.Password), ("password", Other), ("again", Other)))
            right.StatusCode.Should().Be(HttpStatusCode.OK);

        (await there.Http.GetAsync("/en/mine")).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await here.Http.GetAsync("/en/mine")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task After_ten_wrong_passwords_nobody_is_asked_wherever_they_were_tried()
    {
        await _site.Account("guessed-at", Role.Partner, SomeActor.Company, Partner.Business);
        var holder = await _site.SignIn("guessed-at");
        for (var i = 0; i < 10; i++)
            using (await holder.Send(await holder.Open("/en/account/password"), ("current", "a wrong guess"), ("password", Other), ("again", Other))) { }

        (await _site.Somebody().TrySignIn("guessed-at", SomeSite.Password)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    private async Task<string> Forget(string who)
    {
        var visitor = _site.Somebody();
        using var answer = await visitor.Send(await visitor.Open("/en/forgotten-password"), ("account", who));
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

}
