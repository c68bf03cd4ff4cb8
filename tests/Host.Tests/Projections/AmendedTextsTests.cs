using System.Collections.Immutable;
using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Store;
using Xunit;

namespace Tracker.Host.Tests.Projections;

/// <summary>Which translations an amendment left behind.</summary>
public sealed class AmendedTextsTests
{
    private readonly AmendedTexts _texts = new(Entry(("title/id", "Anggaran desa"), ("title/en", "Village budgets"), ("brief/id", "Semua desa."), ("source", "A page")));

    [Fact]
    public void A_translation_is_left_behind_until_it_follows()
    {
        Amend(("title/id", "Anggaran setiap desa"));
        Earlier().Should().Equal("title/en");

        Amend(("title/en", "Budgets of every village"));
        Earlier().Should().BeEmpty("it followed, and leaves nothing behind by that");
        Text("title/en").Should().Be("Budgets of every village");

        Amend(("title/en", "Budgets of all villages"));
        Earlier().Should().Equal(["title/id"], "either language may be ahead");
    }

    [Fact]
    public void Both_put_otherwise_at_once_leave_nothing_behind_nor_does_one_that_is_added_or_taken_away()
    {
        Amend(("title/id", "Anggaran"), ("title/en", "Budgets"));
        Amend(("brief/en", "Every village."), added: true);
        Amend(("title/en", null));
        Earlier().Should().BeEmpty();
        Text("title/en").Should().BeNull();
    }

    private void Amend((string Field, string? After) one, bool added = false) => Amend([one], added);

    private void Amend((string Field, string? After) one, (string Field, string? After) other) => Amend([one, other], false);

    private void Amend((string Field, string? After)[] changes, bool added) => _texts.Amend(
        Entry([.. changes.Index().Where(one => one.Item.After is not null).Select(one => ($"texts/{one.Index}/after", one.Item.After!))]), // filtered by it
        changes.Index().ToImmutableSortedDictionary(one => one.Index.ToString("0", null), one => new AmendedText(one.Item.Field, added ? true : null, null, null), StringComparer.Ordinal));

    private IEnumerable<string> Earlier() => _texts.Now.Texts.Where(text => text.Earlier).Select(text => text.Name);

    private string? Text(string name) => _texts.Now.Texts.FirstOrDefault(text => text.Name == name)?.Text;

    private static ReadEntry Entry(params (string Name, string Text)[] texts) => new(
        new Header("contoh", 0, "contoh/1", 1, default, Actor.Import), "commitment.published", null, "{}",
        [.. texts.Select(text => new EntryText(text.Name, text.Text, null))], null);
}
