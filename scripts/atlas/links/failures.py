"""What went wrong on the way: an exception of the HTTP client → an end of a chain."""

from __future__ import annotations

import errno
import ssl

import aiohttp

from atlas.links.address import ForbiddenAddress
from atlas.links.observation import End, Failure, Forbidden, Trouble, Unusable


def failure_of(shown: str, error: Exception, seconds: float) -> End:
    """What an exception of the client means. Its own text may quote the server: not used."""
    cause = getattr(error, "os_error", None) or error
    if isinstance(cause, ForbiddenAddress):
        return Forbidden(shown, str(cause))
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        problem = getattr(error.certificate_error, "verify_message", "") or "not accepted"
        return Failure(shown, Trouble.CERTIFICATE, problem)
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return Failure(shown, Trouble.TLS)
    if isinstance(error, aiohttp.InvalidURL):
        return Unusable("is not a URL that can be asked")
    if isinstance(error, TimeoutError):
        return Failure(shown, Trouble.TIMEOUT, f"no answer within {round(seconds, 1):g} s")
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return Failure(shown, Trouble.RESET)
    if isinstance(cause, OSError):
        connecting = isinstance(error, aiohttp.ClientConnectorError)
        otherwise = Trouble.UNREACHABLE if connecting else Trouble.RESET
        return Failure(shown, _TROUBLE_OF.get(cause.errno or 0, otherwise))
    known = isinstance(error, aiohttp.ClientError)
    return Failure(shown, Trouble.MALFORMED, "" if known else type(error).__name__)


_TROUBLE_OF = {
    errno.ECONNREFUSED: Trouble.REFUSED,
    errno.ETIMEDOUT: Trouble.TIMEOUT,
    errno.ENETUNREACH: Trouble.UNREACHABLE,
    errno.EHOSTUNREACH: Trouble.UNREACHABLE,
    errno.ENETDOWN: Trouble.UNREACHABLE,
    errno.EADDRNOTAVAIL: Trouble.UNREACHABLE,
    errno.EAFNOSUPPORT: Trouble.UNREACHABLE,
}
