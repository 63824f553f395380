using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Durable.Client;

/// <summary>What the real runtime lets an instance be called.</summary>
internal static class InstanceIds
{
    private const int Longest = 100;

    public static void Require(string id)
    {
        if (id.Length is 0 or > Longest || id[0] == '@' || id.Any(letter => letter is '/' or '\\' or '#' or '?' || char.IsControl(letter)))
        {
            throw new ArgumentException(
                $"The instance id '{id}' is not allowed. Use 1 to {Longest} characters, none of them / \\ # ? or a control character, and no @ in front.",
                nameof(id));
        }
    }

    public static OrchestrationRuntimeStatus ParseStatus(string name) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status) && StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Contains(status)
            ? status
            : throw new ArgumentException(
                $"'{name}' is not a status to be deduplicated by. Use one of {string.Join(", ", StartOrchestrationOptionsExtensions.ValidDedupeStatuses)}.",
                nameof(name));
}
