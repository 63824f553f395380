namespace Microsoft.Azure.Functions.Worker;

public class HttpManagementPayload
{
    public HttpManagementPayload() { }
    public string? Id => throw new NotSupportedException();
    public string? StatusQueryGetUri => throw new NotSupportedException();
    public string? SendEventPostUri => throw new NotSupportedException();
    public string? TerminatePostUri => throw new NotSupportedException();
    public string? RewindPostUri => throw new NotSupportedException();
    public string? PurgeHistoryDeleteUri => throw new NotSupportedException();
    public string? RestartPostUri => throw new NotSupportedException();
    public string? SuspendPostUri => throw new NotSupportedException();
    public string? ResumePostUri => throw new NotSupportedException();
}
