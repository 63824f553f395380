using Microsoft.Playwright;

namespace ActiveReach.Browser.Messages;

/// <summary>What somebody with a phone does to the way out of a mail.</summary>
public sealed class UnsubscribePageTests
{
    private const int PhoneWidth = 360;

    [BrowserFact]
    public async Task The_topic_is_left_by_its_button_and_taken_back_and_the_channel_after_it()
    {
        await using var sent = await SentWayOut.StartAsync();
        await using var browser = await Chromium.StartAsync();
        var page = await OnPhoneAsync(browser);

        Assert.Equal(200, (await page.GotoAsync(sent.Link))!.Status);
        await Assertions.Expect(page.GetByText("j…n@people.example")).ToBeVisibleAsync();
        Assert.Equal(("opted_in", "unknown"), await sent.StandingAsync());
        await PictureAsync(page, "asked");
        await PressAsync(page, "No more about “Special offers”");
        await Assertions.Expect(page.GetByText("You keep: all other e-mail")).ToBeVisibleAsync();
        await sent.UntilAsync("opted_in", "opted_out");

        await PictureAsync(page, "topic-left");
        await PressAsync(page, "Undo");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Welcome back" })).ToBeVisibleAsync();
        await sent.UntilAsync("opted_in", "opted_in");

        await PictureAsync(page, "back");
        await PressAsync(page, "Unsubscribe from all e-mail");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are unsubscribed" })).ToBeVisibleAsync();
        await sent.UntilAsync("opted_out", "opted_in");

        await PictureAsync(page, "all-left");
        await page.GotoAsync(sent.Link);
        await PictureAsync(page, "later");
        await PressAsync(page, "Get e-mail again");
        await sent.UntilAsync("opted_in", "opted_in");
    }

    [BrowserFact]
    public async Task The_page_fits_a_phone_and_its_buttons_a_thumb()
    {
        await using var sent = await SentWayOut.StartAsync();
        await using var browser = await Chromium.StartAsync();
        var page = await OnPhoneAsync(browser);
        await page.GotoAsync(sent.Link);

        Assert.Equal(PhoneWidth, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Equal("en", await page.EvaluateAsync<string>("document.documentElement.lang"));
        var buttons = await page.GetByRole(AriaRole.Button).AllAsync();
        Assert.Equal(2, buttons.Count);
        foreach (var button in buttons)
        {
            var box = (await button.BoundingBoxAsync())!;
            Assert.True(box.Height >= 48 && box.Width >= 240, $"{box.Width} x {box.Height}");
        }
    }

    private static async Task<IPage> OnPhoneAsync(Chromium browser)
    {
        var page = await browser.OpenAsync();
        await page.SetViewportSizeAsync(PhoneWidth, 740);
        return page;
    }

    private static Task PressAsync(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();

    /// <summary>Where somebody wants to see the page (environment variable <c>ACTIVEREACH_PICTURES</c>: a folder).</summary>
    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("ACTIVEREACH_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"unsubscribe-{name}.png"), FullPage = true });
    }
}
