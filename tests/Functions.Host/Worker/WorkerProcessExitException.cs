namespace Functions.Host.Worker;

/// <summary>The worker died under an invocation. The Durable extension knows it by this name, which is the real host's, and repeats the turn of an
/// orchestration instead of failing it.</summary>
internal sealed class WorkerProcessExitException() : Exception("The worker's process has ended.");
