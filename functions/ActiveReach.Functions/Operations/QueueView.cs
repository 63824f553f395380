using System.Text.Json;
using ActiveReach.Operations;

namespace ActiveReach.Functions.Operations;

/// <param name="Count">Messages that are set aside.</param>
/// <param name="Oldest">Since when; missing where there are none.</param>
/// <param name="Messages">The oldest hundred.</param>
/// <param name="Remedy">What to do; missing where there are none.</param>
public sealed record QueueView(string Queue, int Count, DateTimeOffset? Oldest, IReadOnlyList<SetAsideView> Messages, string? Remedy)
{
    private const int Most = 100;

    public static QueueView Of(string queue, IReadOnlyList<SetAsideMessage> messages) => new(
        queue, messages.Count, messages.Count == 0 ? null : messages[0].FirstAt, [.. messages.Take(Most).Select(SetAsideView.Of)],
        messages.Count == 0 ? null : $"See what the log says of their faults, and mend that. Then POST of this address with /{queue}/replay puts them back, which may be repeated; with /{queue}/discard and a reason they are dropped.");
}

/// <param name="Message">What it says, ids alone; missing where it can't be read.</param>
/// <param name="Failure">Kinds of the fault that it was given up for.</param>
/// <param name="Times">How often it has been set aside.</param>
/// <param name="Nobodys">Whether it names no workspace: admins of all see it.</param>
public sealed record SetAsideView(string Id, JsonElement? Message, string Failure, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Times, bool Nobodys)
{
    public static SetAsideView Of(SetAsideMessage message) => new(message.Id, Read(message.Body), message.Failure, message.FirstAt, message.LastAt, message.Times, message.Workspace is null);

    private static JsonElement? Read(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
