namespace ActiveReach.Problems;

/// <summary>One thing wrong with what was sent: the field, the value and the remedy.</summary>
/// <param name="Path">JSON path without the root, e.g. <c>schedule.at</c> or <c>variants[1].content.sms.text</c>.</param>
/// <param name="Code">Stable and machine-readable, e.g. <c>unknown_field</c>.</param>
/// <param name="Message">A sentence that names the value and says what would be right.</param>
public sealed record InputProblem(string Path, string Code, string Message)
{
    /// <summary>A value as a message shows it.</summary>
    public static string Shorten(string value) => value.Length <= 60 ? value : string.Concat(value.AsSpan(0, char.IsHighSurrogate(value[56]) ? 56 : 57), "...");
}

/// <summary>Bad input: nothing has been stored. Answered as 400 (or <paramref name="status"/>) with every problem listed.</summary>
public sealed class InvalidInputException(IReadOnlyList<InputProblem> problems, int status = 400)
    : Exception(string.Join(" ", problems.Select(problem => problem.Message)))
{
    public InvalidInputException(string path, string code, string message)
        : this([new InputProblem(path, code, message)])
    {
    }

    public IReadOnlyList<InputProblem> Problems { get; } = problems;

    /// <summary>HTTP status: 400, 413, 415 or 422.</summary>
    public int Status { get; } = status;
}

/// <summary>A thing that does not exist in the caller's workspace. Answered as 404.</summary>
public sealed class NotFoundException(string what, string id) : Exception($"There is no {what} '{id}' in this workspace.")
{
    /// <summary>The kind of thing, e.g. <c>campaign</c>.</summary>
    public string What { get; } = what;
}

/// <summary>A request that the state of a thing does not allow. Answered as 409 (410 when <paramref name="gone"/>).</summary>
public sealed class ConflictException(string message, bool gone = false, IReadOnlyDictionary<string, object?>? details = null) : Exception(message)
{
    public bool Gone { get; } = gone;

    /// <summary>Further members of the problem document, e.g. <c>state</c> and <c>allowed</c>.</summary>
    public IReadOnlyDictionary<string, object?> Details { get; } = details ?? new Dictionary<string, object?>();
}

/// <summary>An <c>If-Match</c> that is no longer the version of the thing. Answered as 412 with both versions.</summary>
public sealed class StaleVersionException(object current, string currentTag, object? yours) : Exception("Somebody else has changed this in between: compare both versions and send your change again with the new ETag.")
{
    public object Current { get; } = current;

    public string CurrentTag { get; } = currentTag;

    public object? Yours { get; } = yours;
}

/// <summary>The caller's role does not allow it. Answered as 403.</summary>
public sealed class ForbiddenException(string message) : Exception(message);

/// <summary>The plan of the workspace does not allow it. Answered as 402.</summary>
public sealed class PaymentRequiredException(string message) : Exception(message);

/// <summary>A change that must say which version it is meant for. Answered as 428.</summary>
public sealed class MissingVersionException(string what)
    : Exception($"Send If-Match with the ETag that GET gave for {what}, so that nobody's change is overwritten unseen.");

/// <summary>The app has fallen behind and takes no more of this for now. Answered as 503 with <c>Retry-After</c>.</summary>
public sealed class BusyException(string message, TimeSpan retryAfter) : Exception(message)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>Too much at once. Answered as 429 with <c>Retry-After</c>.</summary>
public sealed class TooManyRequestsException(string message, TimeSpan retryAfter) : Exception(message)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
