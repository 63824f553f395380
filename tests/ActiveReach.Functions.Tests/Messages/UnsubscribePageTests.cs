using System.Net;
using System.Text.Json;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Messages;

public sealed class UnsubscribePageTests : IAsyncLifetime
{
    private const string Form = "application/x-www-form-urlencoded";
    private SentMail mail = null!;
    private string contact = "";
    private string path = "";

    public async Task InitializeAsync()
    {
        mail = await SentMail.StartAsync();
        contact = await mail.ContactAsync("Jonathan");
        var campaign = await mail.DraftMailAsync("<p>Hi</p>", topic: "offers");
        await mail.LaunchAsync(campaign);
        path = SentMail.PathIn(Assert.Single(mail.Of(campaign)), 'u');
    }

    public async Task DisposeAsync() => await mail.DisposeAsync();

    [Fact]
    public async Task The_page_says_who_writes_to_which_address_and_what_is_left_and_kept()
    {
        var page = await mail.App.Nobody.GetJsonAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        foreach (var said in new[] { "<html lang=\"en\">", "width=device-width", "<strong>j…n@people.example</strong>", "Demo", "No more about “Special offers”", "You keep all other e-mail", "Unsubscribe from all e-mail", "<form method=\"post\">" })
            Assert.Contains(said, page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("jonathan", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_changes_nothing_however_often()
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Get })
            await mail.App.Nobody.SendAsync(method, path + "?only=topic&List-Unsubscribe=One-Click&undo=channel");

        await Eventually.StaysAsync("nothing has changed", StandingAsync, standing => standing == ("opted_in", null), TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task One_click_leaves_the_channel_and_the_way_back_says_yes_again_with_its_proof()
    {
        var left = await mail.App.Nobody.SendAsync(HttpMethod.Post, path, "List-Unsubscribe=One-Click", Form);
        Assert.Equal(HttpStatusCode.OK, left.Status);
        foreach (var said in new[] { "You left: all e-mail from", "j…n@people.example", "You keep:", "name=\"undo\" value=\"channel\"" })
            Assert.Contains(said, left.Body, StringComparison.Ordinal);
        await UntilAsync("opted_out", null);
        Assert.Contains("You are unsubscribed", (await mail.App.Nobody.GetJsonAsync(path)).Body, StringComparison.Ordinal);

        var back = await mail.App.Nobody.SendAsync(HttpMethod.Post, path, "undo=channel", Form);
        Assert.Contains("Welcome back", back.Body, StringComparison.Ordinal);
        await UntilAsync("opted_in", null);
        var view = await ConsentsAsync();
        var email = view.GetProperty("items").EnumerateArray().First(item => item.GetProperty("channel").GetString() == "email");
        Assert.False(email.GetProperty("suppressed").GetBoolean());
        Assert.Equal("link_undo", email.GetProperty("source").GetString());
        Assert.NotEqual("", email.GetProperty("proof").GetString());
        Assert.Equal("unsubscribe,undo", string.Join(',', view.GetProperty("history").EnumerateArray().Reverse().Select(change => change.GetProperty("source").GetString() == "link_undo" ? "undo" : "unsubscribe").TakeLast(2)));
    }

    [Fact]
    public async Task The_topic_alone_is_left_and_taken_back()
    {
        var left = await mail.App.Nobody.SendAsync(HttpMethod.Post, path, "only=topic", Form);
        Assert.Contains("You keep: all other e-mail", left.Body, StringComparison.Ordinal);
        await UntilAsync("opted_in", "opted_out");

        await mail.App.Nobody.SendAsync(HttpMethod.Post, path, "undo=topic", Form);
        await UntilAsync("opted_in", "opted_in");
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n")]
    [InlineData(Form, "List-Unsubscribe=One-Click&x=%ff")]
    [InlineData(Form, "")]
    public async Task A_mail_program_unsubscribes_in_whatever_form_it_posts(string type, string body)
    {
        Assert.Equal(HttpStatusCode.OK, (await mail.App.Nobody.SendAsync(HttpMethod.Post, path, body, type)).Status);
        await UntilAsync("opted_out", null);
    }

    [Fact]
    public async Task A_way_back_that_makes_no_sense_changes_nothing()
    {
        Assert.Equal(HttpStatusCode.OK, (await mail.App.Nobody.SendAsync(HttpMethod.Post, path, "undo=everything", Form)).Status);

        await Eventually.StaysAsync("nothing has changed", StandingAsync, standing => standing == ("opted_in", null), TimeSpan.FromMilliseconds(300));
    }

    private async Task UntilAsync(string channel, string? topic) =>
        await Eventually.SeenAsync($"e-mail is {channel} and the topic {topic ?? "unknown"}", StandingAsync, standing => standing == (channel, topic));

    private async Task<(string? Channel, string? Topic)> StandingAsync()
    {
        var items = (await ConsentsAsync()).GetProperty("items").EnumerateArray().Where(item => item.GetProperty("channel").GetString() == "email").ToList();
        string? State(bool onTopic) => items.Where(item => item.TryGetProperty("topic", out _) == onTopic).Select(item => item.GetProperty("state").GetString()).FirstOrDefault();
        return (State(false), State(true));
    }

    private async Task<JsonElement> ConsentsAsync() => (await mail.App.Viewer.GetJsonAsync($"/api/workspaces/demo/contacts/{contact}/consents")).Json;
}
