using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>What a request's <c>Idempotency-Key</c> makes of its answer.</summary>
/// <param name="Known">The answer that was given before; null where the request is to be carried out.</param>
/// <param name="KeepAsync">Keeps the first answer, or lets the key go with null; null for a request without a key.</param>
internal sealed record Repeat(IResult? Known, Func<KeptAnswer?, Task>? KeepAsync)
{
    public static readonly Repeat None = new(null, null);

    /// <summary>The answer as it is to be sent.</summary>
    public IResult Keeping(IResult answer) => KeepAsync is null ? answer : new FirstAnswer(answer, KeepAsync);

    /// <summary>Lets the same request begin anew.</summary>
    public Task ReleaseAsync() => KeepAsync?.Invoke(null) ?? Task.CompletedTask;
}
