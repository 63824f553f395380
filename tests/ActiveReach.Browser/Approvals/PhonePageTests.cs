using Microsoft.Playwright;

namespace ActiveReach.Browser.Approvals;

/// <summary>Messages of all channels on the approver's page, in a browser.</summary>
public sealed class PhonePageTests
{
    [BrowserTheory]
    [InlineData(360, "phone")]
    [InlineData(1000, "desk")]
    public async Task Each_message_is_seen_as_on_a_phone_and_cards_are_leafed_through_with_the_keys(int width, string name)
    {
        await using var asked = await AskedApproval.StartAsync(OnAllChannels);
        await using var browser = await Chromium.StartAsync();
        var page = await browser.OpenAsync();
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        await page.SetViewportSizeAsync(width, 900);
        await page.GotoAsync(asked.Link, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await PictureAsync(page, name);

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the screen.");
        await Assertions.Expect(page.GetByRole(AriaRole.Figure)).ToHaveCountAsync(6);
        await Eventually.SeenAsync("all pictures are there", () => page.Locator("figure img").EvaluateAllAsync<bool>("all => all.length === 3 && all.every(each => each.naturalWidth === 32)"), there => there);
        await Eventually.SeenAsync("the picture of the mail is there", () => page.Locator("iframe").First.ContentFrame.Locator("img").First.EvaluateAsync<bool>("each => each.naturalWidth === 32"), there => there);
        await page.Locator("iframe").First.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(page.Locator("iframe").First.ContentFrame.GetByText("Come and see.")).ToBeVisibleAsync();
        await PictureAsync(page, name + "-mail", all: false);
        var server = new Uri(asked.Link).GetLeftPart(UriPartial.Authority);
        Assert.All(requests, url => Assert.True(url.StartsWith(server, StringComparison.Ordinal) || url.StartsWith("about:", StringComparison.Ordinal), url));

        var cards = page.GetByRole(AriaRole.Region, new() { Name = "3 cards side by side" });
        await cards.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("ArrowRight");
        await Eventually.SeenAsync("the cards have moved", () => cards.EvaluateAsync<bool>("each => each.scrollLeft > 0 && each.scrollWidth > each.clientWidth"), moved => moved);
    }

    [BrowserFact]
    public async Task Whoever_decides_chooses_as_whom_they_look_at_it_and_decides_nothing_by_that()
    {
        await using var asked = await AskedApproval.StartAsync(OnAllChannels);
        await using var browser = await Chromium.StartAsync();
        var page = await browser.OpenAsync();
        await page.GotoAsync(asked.Link);
        await Assertions.Expect(page.GetByText("Hi Asha, it's here", new() { Exact = true })).ToBeVisibleAsync();

        await page.GetByLabel("As it comes out for").SelectOptionAsync(new SelectOptionValue { Label = "Asha2" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await Assertions.Expect(page.GetByText("Hi Asha2, it's here", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal("needs_approval", await asked.StatusAsync());
    }

    private static object OnAllChannels(string picture)
    {
        var media = new[] { new { mediaId = picture } };
        return new
        {
            name = "Diwali launch",
            audience = new { },
            channels = new[] { "sms", "email", "whatsapp", "rcs", "push", "in_app" }.Select(channel => new { channel }),
            delivery = "all",
            variants = new[]
            {
                new
                {
                    id = "A",
                    content = new
                    {
                        sms = new { text = "Hi {{first_name}}, it's here" },
                        email = new { subject = "Diwali for {{first_name}}", preheader = "Lamps, silk and sweets, and something for you", html = "<h2>Dear {{first_name}}</h2><p>Come and see.</p><script>document.forms[0].submit()</script>", media },
                        whatsapp = new { text = "Dear {{first_name}}, thank you for writing. We open at nine." },
                        rcs = new
                        {
                            cards = new object[]
                            {
                                new { title = "Tea for {{first_name}}", description = "From Assam, with a cup to go with it.", media, suggestions = new object[] { new { text = "Send me tea" }, new { text = "Look", link = "https://shop.example/tea" } } },
                                new { title = "Coffee", description = "Roasted in Coorg.", suggestions = new object[] { new { text = "Send me coffee" } } },
                                new { title = "Sweets", media },
                            },
                            suggestions = new object[] { new { text = "Nothing, thank you" } },
                        },
                        push = new { title = "It's here, {{first_name}}", text = "Come and see the lamps.", link = "https://shop.example", media },
                        in_app = new { title = "Welcome back", text = "The new collection is here.", pinned = true },
                    },
                },
            },
            schedule = new { kind = "at", at = "2035-11-01T10:00", timezone = "Asia/Kolkata" },
            approval = new { required = true, approvers = new[] { "lead@example.com" } },
        };
    }

    /// <summary>Where somebody wants to see the page (environment variable <c>ACTIVEREACH_PICTURES</c>: a folder).</summary>
    private static async Task PictureAsync(IPage page, string name, bool all = true)
    {
        if (Environment.GetEnvironmentVariable("ACTIVEREACH_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"phones-{name}.png"), FullPage = all });
    }
}
