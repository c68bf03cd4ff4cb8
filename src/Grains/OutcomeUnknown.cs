namespace Tracker.Grains;

/// <summary>
/// The ledger did not answer: whether it was written nobody knows yet. The grain has forgotten its state and reads it again;
/// whoever asked asks again with the same key and gets the one true receipt.
/// </summary>
[GenerateSerializer]
public sealed class OutcomeUnknown(string message, Exception? inner) : Exception(message, inner);
