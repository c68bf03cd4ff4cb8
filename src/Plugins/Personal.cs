using System.Text.RegularExpressions;

namespace Tracker.Plugins;

/// <summary>
/// What is plainly somebody's address or number: e-mail and telephone as the host finds them, which would refuse all of a month for
/// one of them and could not say which, and the sixteen digits by which the state knows a person (NIK); a village's code has
/// ten. Compiled into each plugin that publishes words of rows.
/// </summary>
internal static partial class Personal
{
    /// <summary>What is wrong with a text that would be published, in English and Indonesian; null: nothing.</summary>
    public static (string En, string Id)? In(string text) =>
        Email().IsMatch(text) ? ("an e-mail address: what is sent stays public for ever, take it out", "ada alamat surel: yang dikirim terbuka selamanya, hapuslah")
        : Telephone().IsMatch(text) ? ("a telephone number: what is sent stays public for ever, take it out", "ada nomor telepon: yang dikirim terbuka selamanya, hapuslah")
        : Number().IsMatch(text) ? ("a personal number (NIK): what is sent stays public for ever, take it out", "ada nomor induk (NIK): yang dikirim terbuka selamanya, hapuslah")
        : null;

    [GeneratedRegex(@"[A-Za-z0-9_.+%-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    [GeneratedRegex(
        @"(^|[^0-9A-Za-z/=.+-])(\+[1-9][0-9]{0,2}[ ().-]{0,2}([0-9][ ().-]{0,2}){7,12}|08[0-9]{2}[ .-]?[0-9]{3,4}[ .-]?[0-9]{3,5})($|[^0-9A-Za-z])",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Telephone();

    [GeneratedRegex("(^|[^0-9])[0-9]{16}($|[^0-9])", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
