using Microsoft.Playwright;

namespace ActiveReach.Browser.Approvals;

/// <summary>What an approver's browser, or a scanner that drives one, does to an approval link.</summary>
public sealed class ApprovalPageTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    [BrowserFact]
    public async Task Looking_at_the_page_decides_nothing_and_the_button_does()
    {
        await using var asked = await AskedApproval.StartAsync();
        await using var browser = await Chromium.StartAsync();
        var page = await browser.OpenAsync();

        Assert.Equal(200, (await page.GotoAsync(asked.Link))!.Status);
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).HoverAsync();
        await page.Keyboard.PressAsync("End");
        await Eventually.StaysAsync("nothing is decided", asked.StatusAsync, status => status == "needs_approval", Idle);

        await PictureAsync(page, "asked");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Approved" })).ToBeVisibleAsync();
        Assert.Equal("scheduled", await asked.StatusAsync());

        await PictureAsync(page, "decided");
        await page.GotoAsync(asked.Link);
        await Assertions.Expect(page.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }

    [BrowserTheory]
    [InlineData(360, "phone")]
    [InlineData(1000, "desk")]
    public async Task All_of_it_can_be_read_and_pressed_on_every_screen(int width, string name)
    {
        await using var asked = await AskedApproval.StartAsync();
        await using var browser = await Chromium.StartAsync();
        var page = await browser.OpenAsync();
        await page.SetViewportSizeAsync(width, 800);
        await page.GotoAsync(asked.Link);
        await PictureAsync(page, name);

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the screen.");
        await Assertions.Expect(page.GetByText("Hi Asha, it's here")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Held out", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("iframe").First.ContentFrame.GetByText("Lamps, silk and sweets.")).ToBeVisibleAsync();
        await page.Locator("iframe").First.ScrollIntoViewIfNeededAsync();
        await PictureAsync(page, name + "-mail", all: false);
        var button = await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).BoundingBoxAsync();
        Assert.True(button is { Height: >= 44, X: >= 0 } && button.X + button.Width <= width, "The button is no good for a thumb.");
    }

    [BrowserFact]
    public async Task A_rejection_takes_the_comment_along()
    {
        await using var asked = await AskedApproval.StartAsync();
        await using var browser = await Chromium.StartAsync();
        var page = await browser.OpenAsync();
        await page.GotoAsync(asked.Link);

        await page.GetByLabel("Comment").FillAsync("Please mention the shop in Pune.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Rejected" })).ToBeVisibleAsync();
        Assert.Equal("draft", await asked.StatusAsync());
    }

    [BrowserFact]
    public async Task Nothing_on_the_page_runs_a_script_or_asks_another_server()
    {
        await using var asked = await AskedApproval.StartAsync();
        await using var browser = await Chromium.StartAsync();
        var page = await browser.OpenAsync();
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);

        await page.GotoAsync(asked.Link);
        await Eventually.StaysAsync("nothing is decided", asked.StatusAsync, status => status == "needs_approval", Idle);

        Assert.All(requests, url => Assert.True(url == asked.Link || url.StartsWith("about:", StringComparison.Ordinal) || url.EndsWith("/favicon.ico", StringComparison.Ordinal), url));
    }

    /// <summary>Where somebody wants to see the page (environment variable <c>ACTIVEREACH_PICTURES</c>: a folder).</summary>
    private static async Task PictureAsync(IPage page, string name, bool all = true)
    {
        if (Environment.GetEnvironmentVariable("ACTIVEREACH_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"approval-{name}.png"), FullPage = all });
    }
}
