using System.Globalization;
using System.Text.Json.Nodes;

namespace Carriers.StandIn.WhatsApp;

/// <summary>A message that Meta has taken.</summary>
/// <param name="Number">Meta's id of the number that it is sent from.</param>
/// <param name="Template">Empty for one of free words.</param>
/// <param name="Values">Of the header first, then of the body, then the ends of addresses of buttons; or the free words.</param>
public sealed record MetaMessage(string Number, string To, string Template, string Language, IReadOnlyList<string> Values, string Id, string? Tag)
{
    /// <summary>The file in its header, with its kind before it; null for none.</summary>
    public string? Shown { get; init; }

    /// <summary>A status as the webhook brings it.</summary>
    /// <param name="status">sent, delivered, read or failed.</param>
    /// <param name="code">Of the error, where it failed.</param>
    public JsonObject Status(string status, DateTimeOffset at, int? code = null)
    {
        var told = new JsonObject
        {
            ["id"] = Id,
            ["status"] = status,
            ["timestamp"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["recipient_id"] = To.TrimStart('+'),
            ["biz_opaque_callback_data"] = Tag,
            ["pricing"] = new JsonObject { ["billable"] = true, ["pricing_model"] = "PMP", ["type"] = "regular", ["category"] = "marketing" },
        };
        if (code is { } error)
            told["errors"] = new JsonArray(new JsonObject { ["code"] = error, ["title"] = "Message undeliverable", ["message"] = "Message undeliverable", ["error_data"] = new JsonObject { ["details"] = "Message Undeliverable." } });
        return told;
    }

    /// <summary>What the person answers to it.</summary>
    public JsonObject Answer(string text, DateTimeOffset at) => new()
    {
        ["context"] = new JsonObject { ["from"] = "18005550101", ["id"] = Id },
        ["from"] = To.TrimStart('+'),
        ["id"] = $"wamid.in.{Id}",
        ["timestamp"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        ["type"] = "text",
        ["text"] = new JsonObject { ["body"] = text },
    };

    /// <summary>A quick reply of it, tapped.</summary>
    public JsonObject Tap(string text, DateTimeOffset at)
    {
        var answer = Answer(text, at);
        answer.Remove("text");
        answer["type"] = "button";
        answer["button"] = new JsonObject { ["payload"] = text, ["text"] = text };
        return answer;
    }

    /// <summary>What somebody writes of their own accord.</summary>
    public static JsonObject Written(string from, string text, DateTimeOffset at) => new()
    {
        ["from"] = from.TrimStart('+'),
        ["id"] = $"wamid.in.{from}.{at.ToUnixTimeSeconds()}",
        ["timestamp"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        ["type"] = "text",
        ["text"] = new JsonObject { ["body"] = text },
    };

    /// <summary>A callback with some statuses and answers.</summary>
    public static JsonObject Callback(IEnumerable<JsonObject> statuses, params IEnumerable<JsonObject> answers)
    {
        var value = new JsonObject
        {
            ["messaging_product"] = "whatsapp",
            ["metadata"] = new JsonObject { ["display_phone_number"] = "18005550101", ["phone_number_id"] = "106540352242922" },
        };
        if (statuses.ToArray() is { Length: > 0 } some)
            value["statuses"] = new JsonArray([.. some]);
        if (answers.ToArray() is { Length: > 0 } texts)
            value["messages"] = new JsonArray([.. texts]);
        return new JsonObject
        {
            ["object"] = "whatsapp_business_account",
            ["entry"] = new JsonArray(new JsonObject { ["id"] = MetaStandIn.Account, ["changes"] = new JsonArray(new JsonObject { ["value"] = value, ["field"] = "messages" }) }),
        };
    }
}
