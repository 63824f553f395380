using System.Reflection;
using ActiveReach.Delivery;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Sight;

/// <summary>What the app is made of, so that what is empty shows as empty.</summary>
internal static class AppFunctions
{
    /// <summary>Names of the orchestrators.</summary>
    public static IReadOnlyList<string> Orchestrators { get; } = [.. Triggered<OrchestrationTriggerAttribute>().Select(each => each.Function).Distinct(StringComparer.Ordinal)];

    /// <summary>Names of the queues, and of those on which the host puts what failed too often: it has one for each, whether or not a function reads it.</summary>
    public static IReadOnlyList<string> Queues { get; } =
    [
        .. Triggered<QueueTriggerAttribute>()
            .Select(each => each.Trigger.QueueName)
            .SelectMany(queue => queue.EndsWith(Poison, StringComparison.Ordinal) ? [queue] : new[] { queue, queue + Poison })
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The queues without those on which the host puts what failed too often.</summary>
    public static IReadOnlyList<string> WorkQueues { get; } = [.. Queues.Where(queue => !queue.EndsWith(Poison, StringComparison.Ordinal))];

    /// <summary>The functions that settle what failed too often, each with the queue where it did.</summary>
    public static IReadOnlyDictionary<string, string> PoisonQueues { get; } = Triggered<QueueTriggerAttribute>()
        .Where(each => each.Trigger.QueueName.EndsWith(Poison, StringComparison.Ordinal))
        .ToDictionary(each => each.Function, each => each.Trigger.QueueName[..^Poison.Length], StringComparer.Ordinal);

    /// <summary>The functions that hand messages over.</summary>
    public static IReadOnlySet<string> Senders { get; } = Triggered<QueueTriggerAttribute>()
        .Where(each => each.Trigger.QueueName == DeliveryQueue.Name)
        .Select(each => each.Function)
        .ToHashSet(StringComparer.Ordinal);

    private const string Poison = "-poison";

    private static IEnumerable<(string Function, T Trigger)> Triggered<T>()
        where T : Attribute =>
        from type in typeof(AppFunctions).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<T>()
        where trigger is not null
        select (function.Name, trigger);
}
