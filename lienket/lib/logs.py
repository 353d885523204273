"""Structured logs, one JSON object a line, without personal data: ids and codes, never names, mail addresses or text of papers."""

import logging.config

import structlog


def logging_config(*, debug: bool, testing: bool) -> None:
    """Send everything through structlog's JSON renderer to standard error: quiet in tests, talkative with `debug`."""
    ours = "ERROR" if testing else "DEBUG" if debug else "INFO"
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.format_exc_info,
                        structlog.processors.JSONRenderer(ensure_ascii=False),
                    ],
                    "foreign_pre_chain": shared,
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": "ERROR" if testing else "WARNING"},
            "loggers": {
                "lienket": {"level": ours},
                "axes": {"level": "ERROR"},
                "django.security": {"level": "ERROR" if testing else "WARNING"},
            },
        }
    )
