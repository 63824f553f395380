using System.Net;
using System.Text.Json;
using ActiveReach.Functions.Tests.Campaigns;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Functions.Tests.Media;

namespace ActiveReach.Functions.Tests.Messages;

/// <summary>What Google shows no card of is said when the campaign is saved, and what comes out so for one contact in the preview.</summary>
public sealed class CarouselTests(CampaignApp fixture) : IClassFixture<CampaignApp>
{
    private const string Fine = """{"title":"Tea"},{"title":"Coffee"}""";
    private const string Demo = "/api/workspaces/demo";

    private readonly RunningApp app = fixture.App;

    [Theory]
    [InlineData("\"cards\":[{\"title\":\"Tea\"}]", "cards", "too_few")]
    [InlineData("\"cards\":[]", "cards", "too_few")]
    [InlineData("\"cards\":[1,1,1,1,1,1,1,1,1,1,1]", "cards", "too_many")]
    [InlineData("\"cards\":[{\"title\":\"Tea\"},{\"description\":\"Words alone\"}]", "cards[1]", "required")]
    [InlineData("\"cards\":[{\"title\":\"Tea\",\"text\":\"x\"},{\"title\":\"Coffee\"}]", "cards[0].text", "unknown_field")]
    [InlineData("\"cards\":[FINE],\"title\":\"Now\"", "title", "beside_cards")]
    [InlineData("\"cards\":[FINE],\"media\":[{\"mediaId\":\"$png\"}]", "media", "beside_cards")]
    [InlineData("\"cards\":[FINE],\"cardWidth\":\"wide\"", "cardWidth", "unknown_value")]
    [InlineData("\"text\":\"Hi\",\"cardWidth\":\"small\"", "cardWidth", "without_cards")]
    [InlineData("\"cards\":[{\"title\":\"$201\"},{\"title\":\"Coffee\"}]", "cards[0].title", "too_long")]
    [InlineData("\"cards\":[{\"title\":\"Tea\",\"description\":\"$2001\"},{\"title\":\"Coffee\"}]", "cards[0].description", "too_long")]
    [InlineData("\"cards\":[FINE,{\"title\":\"Milk\",\"suggestions\":[{\"text\":\"1\"},{\"text\":\"2\"},{\"text\":\"3\"},{\"text\":\"4\"},{\"text\":\"5\"}]}]", "cards[2].suggestions", "too_many")]
    [InlineData("\"cards\":[FINE,{\"title\":\"Milk\",\"suggestions\":[{\"text\":\"$26\"}]}]", "cards[2].suggestions[0].text", "too_long")]
    [InlineData("\"cards\":[FINE,{\"title\":\"{{nmae}}\"}]", "cards[2].title", "unknown_field")]
    [InlineData("\"cards\":[FINE,{\"title\":\"Milk\",\"suggestions\":[{\"text\":\"Go\",\"link\":\"ftp://x\"}]}]", "cards[2].suggestions[0].link", "link_invalid")]
    [InlineData("\"cards\":[FINE,{\"media\":[{\"mediaId\":\"$pdf\"}]}]", "cards[2].media[0].mediaId", "media_type")]
    [InlineData("\"cards\":[FINE,{\"media\":[{\"mediaId\":\"$png\"},{\"mediaId\":\"$pdf\"}]}]", "cards[2].media", "too_many")]
    [InlineData("\"cards\":[FINE,{\"media\":[{\"mediaId\":\"med_nobodys\"}]}]", "cards[2].media[0].mediaId", "unknown_media")]
    public async Task What_no_phone_shows_is_refused_by_its_path_when_it_is_saved(string content, string path, string code)
    {
        var refused = await SaveAsync(content);
        Assert.True(refused.Status is HttpStatusCode.BadRequest, refused.Body);
        Assert.Contains((Path: $"variants[0].content.rcs.{path}", code), refused.Json.GetProperty("errors").EnumerateArray().Select(error => (Path: error.GetProperty("path").GetString()!, error.GetProperty("code").GetString()!)));
    }

    [Fact]
    public async Task A_carousel_at_all_its_limits_is_saved_and_shown_as_it_was_written()
    {
        var card = """{"title":"$200","description":"$2000","media":[{"mediaId":"$png"}],"suggestions":[{"text":"$25"},{"text":"2"},{"text":"3"},{"text":"4","link":"https://shop.example/{{first_name}}"}]}""";
        var saved = await SaveAsync($"\"cards\":[{string.Join(',', Enumerable.Repeat(card, 10))}],\"cardWidth\":\"medium\",\"suggestions\":[{string.Join(',', Enumerable.Repeat("""{"text":"More"}""", 11))}]");
        Assert.True(saved.Status is HttpStatusCode.Created, saved.Body);
        Assert.Equal(10, saved.Json.GetProperty("variants")[0].GetProperty("content").GetProperty("rcs").GetProperty("cards").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, (await app.Sender.MoveAsync(saved.Text("id"), "submit")).Status);
    }

    [Theory]
    [InlineData(0, "title", 1, "cards[0].title")]
    [InlineData(26, "title", 8, "cards[0].title")]
    [InlineData(26, "description", 80, "cards[0].description")]
    [InlineData(26, "suggestion", 1, "cards[0].suggestions[0].text")]
    public async Task A_card_that_comes_out_unfit_for_somebody_skips_them_and_the_preview_says_which(int name, string where, int times, string part)
    {
        var contact = (await app.Sender.PostJsonAsync($"{Demo}/contacts", new { externalId = $"{where}{name}", phone = $"+141555501{name + where.Length:00}", firstName = new string('x', name) })).Text("id");
        var field = string.Concat(Enumerable.Repeat("{{first_name}}", times));
        var card = where switch
        {
            "title" => $$"""{"title":"{{field}}"}""",
            "description" => $$"""{"title":"Tea","description":"{{field}}"}""",
            _ => $$"""{"title":"Tea","suggestions":[{"text":"{{field}}"}]}""",
        };
        var saved = await SaveAsync($"\"cards\":[{card},{{\"title\":\"Coffee\"}}]");
        var preview = await app.Viewer.GetJsonAsync($"{Demo}/campaigns/{saved.Text("id")}/preview?contact={contact}");
        var problem = Assert.Single(preview.Json.GetProperty("problems").EnumerateArray());
        Assert.Equal(($"variants.A.content.rcs.{part}", "render_failed"), (problem.GetProperty("path").GetString(), problem.GetProperty("code").GetString()));
    }

    private async Task<Answer> SaveAsync(string content)
    {
        var given = content.Replace("FINE", Fine, StringComparison.Ordinal);
        foreach (var (name, bytes, type) in new[] { ("$png", SomeFiles.Png(1000), "image/png"), ("$pdf", SomeFiles.Pdf, "application/pdf") })
        {
            if (given.Contains(name, StringComparison.Ordinal))
                given = given.Replace(name, (await app.Sender.SendAsync(HttpMethod.Post, $"{Demo}/media", bytes, type)).Text("id"), StringComparison.Ordinal);
        }

        var definition = JsonElement.Parse("{\"name\":\"Cards\",\"audience\":{},\"channels\":[{\"channel\":\"rcs\"}],\"variants\":[{\"id\":\"A\",\"content\":{\"rcs\":{" + Filled(given) + """}}}],"schedule":{"kind":"now"},"approval":{"required":false}}""");
        return await app.Sender.PostJsonAsync($"{Demo}/campaigns", definition);
    }

    private static string Filled(string text)
    {
        foreach (var length in new[] { 2001, 2000, 201, 200, 26, 25 })
            text = text.Replace($"${length}", new string('x', length), StringComparison.Ordinal);
        return text;
    }
}
