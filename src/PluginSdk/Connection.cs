using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginSdk.Framing;

namespace Tracker.PluginSdk;

/// <summary>What this side does when the other side asks or tells.</summary>
public interface IAnswers
{
    /// <summary>Answers a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters; an empty object where there are none.</param>
    /// <param name="ct">Ends when the connection ends.</param>
    /// <returns>The result: written by <see cref="PluginJson.Options"/>; null gives an empty object.</returns>
    /// <exception cref="RpcError">The error to answer with.</exception>
    Task<object?> Answer(string method, JsonElement parameters, CancellationToken ct);

    /// <summary>Takes a notification. Must not throw; an unknown one is left alone.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters; an empty object where there are none.</param>
    void Told(string method, JsonElement parameters);
}

/// <summary>
/// JSON-RPC 2.0 in both directions over one pair of streams. Requests of the other side are answered side by side, at most
/// <see cref="AtOnce"/>; then nothing more is read until one is answered. The same class on both ends.
/// </summary>
public sealed class Connection : IAsyncDisposable
{
    /// <summary>How many requests of the other side are answered at once.</summary>
    public const int AtOnce = 32;

    private readonly FrameReader _reader;
    private readonly FrameWriter _writer;
    private readonly IAnswers _answers;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _asked = new();
    private readonly SemaphoreSlim _places = new(AtOnce, AtOnce);
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _ending = new();
    private Exception? _end;
    private long _last;

    /// <param name="input">What the other side says; stays the caller's.</param>
    /// <param name="output">What this side says; stays the caller's.</param>
    /// <param name="answers">What this side does.</param>
    public Connection(Stream input, Stream output, IAnswers answers)
    {
        (_reader, _writer, _answers) = (new(input), new(output), answers);
    }

    /// <summary>Reads until the other side ends, this side ends it, or the protocol is broken.</summary>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="ProtocolViolation">The other side broke the protocol.</exception>
    public async Task Run(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, _over.Token);
        try
        {
            while (await _reader.Read(either.Token) is { } body) await Take(body, either.Token);
            End(new IOException("The other side is gone."));
        }
        catch (FramingException broken)
        {
            throw Broken(new(ViolationKind.Malformed, broken.Message));
        }
        catch (ProtocolViolation broken)
        {
            throw Broken(broken);
        }
        catch (OperationCanceledException)
        {
            End(new IOException("The connection was ended."));
        }
        catch (IOException gone)
        {
            End(gone);
        }
    }

    /// <summary>Asks, and waits for the answer. <see cref="Run"/> must be running.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="ct">Stops the waiting.</param>
    /// <exception cref="RpcError">The other side answered with an error.</exception>
    /// <exception cref="IOException">The connection ended before the answer.</exception>
    /// <exception cref="ProtocolViolation">The protocol was broken before the answer, or by the answer.</exception>
    public async Task<TResult> Ask<TResult>(string method, object? parameters, CancellationToken ct)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        lock (_ending)
        {
            if (_end is not null) throw Thrown(_end);
        }

        try
        {
            await Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = Node(parameters) }, ct);
            var result = await answer.Task.WaitAsync(ct);
            return result.Deserialize<TResult>(PluginJson.Options) ?? throw new JsonException("it is null");
        }
        catch (JsonException wrong)
        {
            throw new ProtocolViolation(ViolationKind.Malformed, $"the result of '{method}' is not one: {wrong.Message}");
        }
        finally
        {
            // An answer that comes after its asker has gone is not foreign: the id stays, without anybody.
            if (!answer.Task.IsCompleted) _asked[id] = new();
        }
    }

    /// <summary>Tells something that needs no answer.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="ct">Stops the waiting.</param>
    /// <exception cref="IOException">Nobody reads any more.</exception>
    public Task Tell(string method, object? parameters, CancellationToken ct) =>
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = Node(parameters) }, ct);

    /// <summary>Ends it: who still waits gets an <see cref="IOException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        End(new IOException("The connection was ended."));
        await _over.CancelAsync();
        for (var i = 0; i < AtOnce; i++) await _places.WaitAsync(); // until nothing is being answered any more
        _writer.Dispose();
        _places.Dispose();
        _over.Dispose();
    }

    private static JsonNode? Node(object? value) => value is null ? new JsonObject() : JsonSerializer.SerializeToNode(value, value.GetType(), PluginJson.Options);

    private async Task Take(byte[] body, CancellationToken ct)
    {
        var message = Incoming.Parse(body);
        var method = Incoming.TextOf(message, "method");
        if (method is null)
        {
            Answered(message);
        }
        else if (!message.TryGetProperty("id", out var id))
        {
            _answers.Told(method, Incoming.Parameters(message));
        }
        else
        {
            if (id.ValueKind is not (JsonValueKind.Number or JsonValueKind.String)) throw Incoming.Malformed("the id of a request is a number or a text");
            if (id.ValueKind == JsonValueKind.String) _ = Incoming.Text(id, "id");
            await _places.WaitAsync(ct);
            _ = AnswerOne(JsonNode.Parse(id.GetRawText())!, method, Incoming.Parameters(message), ct); // it was just read; never faults
        }
    }

    private async Task AnswerOne(JsonNode id, string method, JsonElement parameters, CancellationToken ct)
    {
        try
        {
            var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id };
            try
            {
                answer["result"] = Node(await _answers.Answer(method, parameters, ct));
            }
            catch (RpcError error)
            {
                answer["error"] = Error(error.Code, error.Message, error.Data);
            }
            catch (JsonException wrong)
            {
                answer["error"] = Error(ErrorCodes.InvalidParams, $"The parameters of '{method}' are not its parameters: {wrong.Message}", null);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                answer["error"] = Error(ErrorCodes.InternalError, "This side failed.", null); // what failed inside is nobody's business outside
            }

            try
            {
                await Send(answer, CancellationToken.None);
            }
            catch (RpcError tooLong)
            {
                answer.Remove("result");
                answer["error"] = Error(tooLong.Code, tooLong.Message, null);
                await Send(answer, CancellationToken.None);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody waits for this answer any more.
        }
        finally
        {
            _places.Release();
        }
    }

    private static JsonObject Error(int code, string message, JsonObject? data)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        if (data is not null) error["data"] = data.DeepClone();
        return error;
    }

    private void Answered(JsonElement message)
    {
        if (!message.TryGetProperty("id", out var id) || !id.TryNumber(out var number) || !_asked.TryRemove(number, out var asker))
            throw new ProtocolViolation(ViolationKind.ForeignAnswer, "an answer to something that was not asked, or was answered already");
        var hasResult = message.TryGetProperty("result", out var result);
        var hasError = message.TryGetProperty("error", out var error);
        if (hasResult == hasError) throw Incoming.Malformed("an answer has either a result or an error");
        if (hasResult)
        {
            asker.TrySetResult(result);
            return;
        }

        if (error.ValueKind != JsonValueKind.Object || !error.TryGetProperty("code", out var code) || !code.TryNumber(out var errorCode)
            || Incoming.TextOf(error, "message") is not { } text) throw Incoming.Malformed("an error has a code, a whole number, and a message");
        var data = error.TryGetProperty("data", out var more) && more.ValueKind == JsonValueKind.Object ? JsonObject.Create(more) : null;
        asker.TrySetException(new RpcError((int)Math.Clamp(errorCode, int.MinValue, int.MaxValue), text, data));
    }

    private async Task Send(JsonObject message, CancellationToken ct)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message, PluginJson.Options);
        if (bytes.Length > Protocol.MostBodyBytes)
        {
            throw new RpcError(
                ErrorCodes.TooMuch,
                $"A message of {bytes.Length.ToString(CultureInfo.InvariantCulture)} bytes: at most {Protocol.MostBodyBytes.ToString(CultureInfo.InvariantCulture)} are sent.");
        }

        await _writer.Write(bytes, ct);
    }

    private ProtocolViolation Broken(ProtocolViolation violation)
    {
        End(violation);
        return violation;
    }

    private void End(Exception why)
    {
        lock (_ending)
        {
            if (_end is not null) return;
            _end = why;
        }

        foreach (var asker in _asked.Values) asker.TrySetException(Thrown(why));
    }

    /// <summary>One exception for each who waits: what is thrown twice carries the wrong stack.</summary>
    private static Exception Thrown(Exception why) =>
        why is ProtocolViolation broken ? new ProtocolViolation(broken.Kind, broken.Message) : new IOException(why.Message, why);

}
