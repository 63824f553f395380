using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Entries;

/// <summary>Birthday campaigns and people who have birthdays, as stories speak of them.</summary>
internal static class Birthdays
{
    /// <summary>A text to everybody at nine by their own clock.</summary>
    public static Dictionary<string, object> Campaign()
    {
        var definition = Some.Campaign("Many happy returns");
        definition["type"] = "birthday";
        definition["variants"] = new[] { new { id = "A", content = new { sms = new { text = "Dear {{first_name}}, many happy returns." } } } };
        definition["schedule"] = new { at = "09:00", timezone = "recipient" };
        return definition;
    }

    /// <summary>People in Berlin by name, number and birthday.</summary>
    public static Task JoinAsync(this StoryHost story, params (string Name, int Number, string Birthday)[] people)
    {
        var csv = new StringBuilder("external_id,first_name,phone,timezone,birthday,consent.sms\n");
        foreach (var (name, number, birthday) in people)
            csv.Append(CultureInfo.InvariantCulture, $"{name},{name},+49151{number:00000000},Europe/Berlin,{birthday},opted_in\n");
        return story.Api.ImportAsync(csv.ToString());
    }

    public static async Task<string> IdOfAsync(this StoryHost story, string externalId) =>
        (string)(await story.Api.GetAsync("contacts?limit=20"))["items"]!.AsArray().First(each => (string)each!["externalId"]! == externalId)!["id"]!;

    public static async Task ChangeAsync(this StoryHost story, string externalId, object patch) => await story.Api.PatchAsync($"contacts/{await story.IdOfAsync(externalId)}", patch);

    /// <summary>Who was sent to when, by a clock.</summary>
    public static string Sent(this StoryHost story, string campaign, Func<string, string>? zoneOf = null) => string.Join(", ", Witness.Of(story.Outbox, campaign)
        .Select(line => (At: TimeOf(line), Name: ((string)line["body"]!).Split(',', ' ')[1]))
        .OrderBy(each => each.At).ThenBy(each => each.Name, StringComparer.Ordinal)
        .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Name} {TimeZoneInfo.ConvertTime(each.At, TimeZoneInfo.FindSystemTimeZoneById(zoneOf?.Invoke(each.Name) ?? "Europe/Berlin")):yyyy-MM-dd HH:mm}")));

    /// <summary>To the minute.</summary>
    public static DateTimeOffset TimeOf(JsonNode line) =>
        new(DateTimeOffset.Parse((string)line["time"]!, CultureInfo.InvariantCulture).UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
