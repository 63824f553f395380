using System.Text.Json;
using System.Text.RegularExpressions;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Problems;

namespace ActiveReach.Audiences.Behaviour;

/// <summary>Reads conditions on behaviour: <c>did</c> and <c>event</c>.</summary>
internal static partial class BehaviourReader
{
    private const int MostTimes = 1000;
    private static readonly TimeSpan LongestAgo = TimeSpan.FromDays(3660);

    public static Expression? Did(JsonElement json, string path, List<InputProblem> problems)
    {
        var good = HasOnly(json, path, problems, "did", "campaign", "within");
        Deed? deed = EnumNames.TryParse<Deed>(JsonText.Of(json.GetProperty("did")), out var known) ? known : null;
        if (deed is null)
            Refuse(path + ".did", "unknown_value", $"did is {JsonText.Quote(json.GetProperty("did"))}: use one of {EnumNames.All<Deed>()}.", problems);
        var within = Within(json, path, problems, ref good);
        string? campaign = null;
        if (json.TryGetProperty("campaign", out var named) && (JsonText.Of(named) is not { } id || !CampaignShape().IsMatch(campaign = id)))
            good = Refuse(path + ".campaign", "invalid_value", $"campaign is {JsonText.Quote(named)}: give the id of one, e.g. cmp_123, or leave it out for any campaign.", problems);
        return good && deed is not null ? new DidCondition(deed.Value, campaign, within) : null;
    }

    /// <param name="content">Reads the conditions on the event's content.</param>
    public static Expression? Event(JsonElement json, string path, List<InputProblem> problems, Func<JsonElement, string, Expression?> content)
    {
        var good = HasOnly(json, path, problems, "event", "where", "atLeast", "within");
        var type = JsonText.Of(json.GetProperty("event"));
        if (type is null || !TypeShape().IsMatch(type))
            good = Refuse(path + ".event", "invalid_value", $"event is {JsonText.Quote(json.GetProperty("event"))}: name a type of 1 to 64 of a-z, 0-9, _, . and -, e.g. order_placed.", problems);
        var within = Within(json, path, problems, ref good);
        var atLeast = 1;
        if (json.TryGetProperty("atLeast", out var times) && !(times.ValueKind is JsonValueKind.Number && times.TryGetInt32(out atLeast) && atLeast is >= 1 and <= MostTimes))
            good = Refuse(path + ".atLeast", "out_of_range", $"atLeast is {JsonText.Quote(times)}: give a whole number from 1 to {MostTimes}. For no such event, put the condition in not.", problems);
        Expression? where = null;
        if (json.TryGetProperty("where", out var conditions) && conditions.ValueKind is not JsonValueKind.Null && !IsEmpty(conditions))
        {
            where = content(conditions, path + ".where");
            good &= where is not null;
        }

        return good ? new EventCondition(type!, where, atLeast, within) : null;
    }

    private static TimeSpan? Within(JsonElement json, string path, List<InputProblem> problems, ref bool good)
    {
        if (!json.TryGetProperty("within", out var within))
            return null;
        if (IsoDurationConverter.TryParse(JsonText.Of(within), out var time) && time > TimeSpan.Zero && time <= LongestAgo)
            return time;
        good = Refuse(path + ".within", "invalid_duration", $"within is {JsonText.Quote(within)}: write a time above zero and up to ten years in days and smaller units, e.g. \"P30D\" or \"PT6H\"; months and years have no fixed length.", problems);
        return null;
    }

    private static bool HasOnly(JsonElement json, string path, List<InputProblem> problems, params ReadOnlySpan<string> members)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (!members.Contains(member.Name))
                return Refuse($"{path}.{member.Name}", "unknown_field", $"A condition on behaviour has {string.Join(", ", members.ToArray())}, not '{member.Name}'.", problems);
        }

        return true;
    }

    private static bool IsEmpty(JsonElement json) => json.ValueKind is JsonValueKind.Object && !json.EnumerateObject().MoveNext();

    private static bool Refuse(string path, string code, string message, List<InputProblem> problems)
    {
        problems.Add(new InputProblem(path, code, message));
        return false;
    }

    [GeneratedRegex(@"\Acmp_[A-Za-z0-9_-]{1,60}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CampaignShape();

    [GeneratedRegex(@"\A[a-z0-9_.-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeShape();
}
