using Microsoft.Playwright;

namespace Tracker.Browser.Tests;

internal static class SignIn
{
    /// <summary>Signs in by the page, as a person does.</summary>
    public static async Task As(IPage page, Account account, string language)
    {
        await page.GotoAsync($"/{language}/sign-in");
        await page.Locator("input[name$=Account], input[name=account]").First.FillAsync(account.Name);
        await page.Locator("input[type=password]").First.FillAsync(account.Password);
        await page.Locator("main form button[type=submit]:not([name])").First.ClickAsync();
    }
}
